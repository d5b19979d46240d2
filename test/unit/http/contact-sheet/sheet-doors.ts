import { putManifest } from '../../../memory/put-manifest.js';
import { createMemoryStore } from '../../../memory/memory-store.js';
import { createFindVideo } from '../../../../src/application/reading/find-video.js';
import { makeLinks } from '../../../../src/application/links.js';
import type { SigningPorts } from '../../../../src/application/sign-video.js';
import { joinContactSheet } from '../../../../src/composition/join-contact-sheet.js';
import type { Manifest } from '../../../../src/domain/manifest.js';
import { aManifest, NOW } from '../../../builders.js';
import { ask } from '../doors.js';

export const STORAGE = 'https://contosomedia.blob.core.windows.net';
export const PUBLIC_URL = 'https://stillframe.example';
/** What browsers say they take. */
export const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

interface SheetSettings {
  links?: boolean;
  imageDelivery?: 'redirect' | 'proxy';
}

/** The door of the contact sheet over a store in memory, with a signer that counts. */
export async function sheetDoor(
  manifests: Partial<Manifest>[] = [{}],
  { links = false, imageDelivery = 'redirect' }: SheetSettings = {},
) {
  const store = createMemoryStore();
  for (const parts of manifests) await putManifest(store, aManifest(parts));
  const state = { now: NOW, signed: 0, failure: undefined as Error | undefined };
  const signing: SigningPorts = {
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
    clock: () => state.now,
    policy: { windowMs: 20 * 60_000, minimumLifeMs: 20 * 60_000, maximumLifeMs: 60 * 60_000, epochMinutes: 0 },
    ...(links && {
      links: makeLinks({ publicUrl: PUBLIC_URL, keys: [{ id: 'a', secret: 'x'.repeat(32) }], days: 30 }),
    }),
  };
  const accounts = [{ client: { url: `${STORAGE}/` } }];
  const settings = { imageDelivery, publicUrl: PUBLIC_URL };
  const { showContactSheet } = joinContactSheet(settings, createFindVideo(store), signing, accounts);
  const logged: string[] = [];
  return {
    store,
    state,
    logged,
    ask: (id: string, asking: Parameters<typeof ask>[2] = {}) => ask(showContactSheet, { id }, asking, logged),
  };
}
