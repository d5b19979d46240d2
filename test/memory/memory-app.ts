import { createApp, type App, type Clients } from '../../src/app.js';
import { readConfig } from '../../src/config/config.js';
import { NOW } from '../builders.js';
import { fakeImages } from '../fakes.js';
import { createMemoryStore, type MemoryStore } from './memory-store.js';

/** Settings that name one account, keep nothing in memory, and sign for 20 minutes. */
const SETTINGS = {
  MANIFEST_TABLE_ENDPOINT: 'https://contoso.table.core.windows.net',
  MEDIA_STORAGE_ACCOUNTS: 'contosomedia',
  MANIFEST_CACHE_SECONDS: '0',
  SIGNING_WINDOW_MINUTES: '20',
  SIGNING_MINIMUM_LIFE_MINUTES: '20',
  SIGNING_MAXIMUM_LIFE_MINUTES: '60',
};

interface MemoryParts extends Partial<Clients> {
  settings?: Record<string, string>;
  clock?: () => Date;
}

/** The app as production builds it, over a store in memory; a part that is not given is not there. */
export function memoryApp({ settings = {}, clock = () => NOW, ...clients }: MemoryParts = {}): App {
  const read = readConfig({ ...SETTINGS, ...settings });
  if ('problems' in read) throw new Error(read.problems.join('; '));
  const memory: MemoryStore = createMemoryStore();
  const absent = () => Promise.reject(new Error('the test has not given this part'));
  return createApp(
    read.config,
    {
      accounts: [{ name: 'contosomedia', containerPatterns: ['asset-*'] }],
      store: memory,
      scan: memory,
      outbox: { put: absent, read: absent, remove: absent },
      images: fakeImages(),
      imageReader: { read: absent },
      hasContainer: absent,
      signer: { forWindow: absent },
      imageOrigins: [],
      library: undefined,
      topic: undefined,
      signingKeys: [],
      ...clients,
    },
    clock,
  );
}
