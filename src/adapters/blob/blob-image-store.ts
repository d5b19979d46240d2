import type { ImageStore } from '../../application/recording/ports.js';
import { hasDotSegments } from '../../domain/blob-name.js';
import type { ListedBlob } from '../../domain/image-listing.js';
import { LIMITS } from '../../domain/limits.js';
import { describeLocation, type ImageLocation } from '../../domain/location.js';
import { parseTiles, WebVttError } from '../../domain/webvtt.js';
import { memoize } from '../../memoize.js';
import { Failure } from '../../application/failure.js';
import { statusOf, mapAzureErrors } from '../azure-failure.js';
import { createListPage } from './list-page.js';
import { accountNamed, blobOf, type MediaAccount } from './media-account.js';
import { readPart, readText } from './read-blob.js';
import { readImage } from './read-image.js';
import { readTimeline } from './read-timeline.js';

/** Reads images where they lie in Blob Storage: one call per 5,000 blobs listed, one per file read, and one for the end of a large image. */
export function createBlobImageStore(accounts: readonly MediaAccount[]): ImageStore {
  const listPageOf = memoize(({ client }: MediaAccount) => createListPage(client));
  const blobIn = (location: ImageLocation, name: string) => blobOf(accounts, location, location.prefix + name);

  return {
    list: (location) =>
      mapAzureErrors(`list ${location.account}/${location.container}`, async () => {
        const listPage = listPageOf(accountNamed(accounts, location.account));
        const blobs: ListedBlob[] = [];
        let characters = 0;
        try {
          let marker = '';
          do {
            const page = await listPage(location, marker);
            for (const blob of page.blobs) {
              characters += blob.name.length;
              if (!hasDotSegments(blob.name)) blobs.push({ ...blob, name: blob.name.slice(location.prefix.length) });
            }
            marker = page.next;
            if (blobs.length > LIMITS.blobsOfLocation || characters > LIMITS.nameCharactersOfLocation) {
              const most = `at most ${LIMITS.blobsOfLocation}, of ${LIMITS.nameCharactersOfLocation} characters, are listed`;
              throw new Failure('too-large', `${describeLocation(location)}: more than ${blobs.length} blobs; ${most}`);
            }
          } while (marker !== '');
        } catch (error) {
          if (statusOf(error) === 404) return undefined;
          throw error;
        }
        return blobs;
      }),

    readHeader: (location, name) => readImage(name, async (part) => readPart(blobIn(location, name), part)),

    readTimeline: (location, names) =>
      readTimeline(names, async (name) => readText(blobIn(location, name), LIMITS.jsonBytes)),

    readTiles: async (location, name, most) => {
      const { text, problem } = await readText(blobIn(location, name), LIMITS.webVttBytesOfLocation);
      if (text === undefined) throw new WebVttError(problem ?? '');
      return parseTiles(text, most);
    },
  };
}
