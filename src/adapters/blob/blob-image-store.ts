import type { ImageStore } from '../../application/recording/ports.js';
import { hasDotSegments, type ListedBlob } from '../../domain/image-listing.js';
import type { ImageLocation } from '../../domain/location.js';
import { WebVttError, parseTiles } from '../../domain/webvtt.js';
import { memoize } from '../../memoize.js';
import { statusOf, mapAzureErrors } from '../azure-failure.js';
import { createListPage } from './list-page.js';
import { accountNamed, blobOf, type MediaAccount } from './media-account.js';
import { readPart, readText } from './read-blob.js';
import { readImage } from './read-image.js';
import { readTimeline } from './read-timeline.js';

/** As many tiles as a row holds, each with an address of 600 characters. Each event may hold that much in memory. */
const VTT_BYTES = 8 * 1024 * 1024;
/** Encoders write some kilobytes. Parsed JSON takes many times its size in memory. */
const JSON_BYTES = 1024 * 1024;

/** Reads images where they lie in Blob Storage: one call per 5,000 blobs listed, one per file read, and one for the end of a large image. */
export function createBlobImageStore(accounts: readonly MediaAccount[]): ImageStore {
  const listPageOf = memoize(({ client }: MediaAccount) => createListPage(client));
  const blobIn = (location: ImageLocation, name: string) => blobOf(accounts, location, location.prefix + name);

  return {
    list: (location) =>
      mapAzureErrors(`list ${location.account}/${location.container}`, async () => {
        const listPage = listPageOf(accountNamed(accounts, location.account));
        const blobs: ListedBlob[] = [];
        try {
          let marker = '';
          do {
            const page = await listPage(location, marker);
            for (const blob of page.blobs) {
              if (!hasDotSegments(blob.name)) blobs.push({ ...blob, name: blob.name.slice(location.prefix.length) });
            }
            marker = page.next;
          } while (marker !== '');
        } catch (error) {
          if (statusOf(error) === 404) return undefined;
          throw error;
        }
        return blobs;
      }),

    readHeader: (location, name) => readImage(name, async (part) => readPart(blobIn(location, name), part)),

    readTimeline: (location, names) =>
      readTimeline(names, async (name) => readText(blobIn(location, name), JSON_BYTES)),

    readTiles: async (location, name) => {
      const { text, problem } = await readText(blobIn(location, name), VTT_BYTES);
      if (text === undefined) throw new WebVttError(problem ?? '');
      return parseTiles(text);
    },
  };
}
