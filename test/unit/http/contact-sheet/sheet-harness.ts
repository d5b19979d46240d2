import { putManifest } from '../../../memory/put-manifest.js';
import { createMemoryStore } from '../../../memory/memory-store.js';
import { showContactSheet } from '../../../../src/functions/show-contact-sheet.js';
import { handlerOf } from '../../../../src/http/http-function.js';
import type { Manifest } from '../../../../src/domain/manifest.js';
import { aManifest, NOW } from '../../../builders.js';
import { memoryApp } from '../../../memory/memory-app.js';
import { ask } from '../harness.js';

export const STORAGE = 'https://contosomedia.blob.core.windows.net';
export const PUBLIC_URL = 'https://stillframe.example';
/** What browsers say they take. */
export const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

interface SheetSettings {
  links?: boolean;
  imageDelivery?: 'redirect' | 'proxy';
}

/** The contact sheet over a store in memory, with a signer that counts. */
export async function sheetHarness(
  manifests: Partial<Manifest>[] = [{}],
  { links = false, imageDelivery = 'redirect' }: SheetSettings = {},
) {
  const store = createMemoryStore();
  for (const parts of manifests) await putManifest(store, aManifest(parts));
  const state = { now: NOW, signed: 0, failure: undefined as Error | undefined };
  const app = memoryApp({
    store,
    clock: () => state.now,
    imageOrigins: [STORAGE],
    signer: {
      forWindow: (_, window) => {
        if (state.failure !== undefined) return Promise.reject(state.failure);
        const sign = ({ location, blobName }: { location: { container: string }; blobName: string }): string => {
          state.signed += 1;
          return `${STORAGE}/${location.container}/${encodeURIComponent(blobName)}?se=${window.expires.getTime()}&sig=1`;
        };
        return Promise.resolve({ keyTag: 'key-1', sign });
      },
    },
    settings: {
      PUBLIC_URL,
      IMAGE_DELIVERY: imageDelivery,
      ...(links && { LINK_KEYS: `a:${'x'.repeat(32)}` }),
    },
  });
  const handle = handlerOf(showContactSheet, app);
  const logged: string[] = [];
  return {
    store,
    state,
    logged,
    ask: (id: string, asking: Parameters<typeof ask>[2] = {}) => ask(handle, { id }, asking, logged),
  };
}
