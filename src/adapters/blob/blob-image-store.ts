import type { ImageStore } from '../../application/recording/ports.js';
import { isClientManifest } from '../../domain/duration-files.js';
import { hasDotSegments, type ListedBlob } from '../../domain/image-listing.js';
import { LIMITS } from '../../domain/limits.js';
import type { ImageLocation } from '../../domain/location.js';
import { parseCues, WebVttError } from '../../domain/webvtt.js';
import { memoize } from '../../memoize.js';
import { Failure } from '../../application/failure.js';
import { codeOf, statusOf, mapAzureErrors } from '../azure-failure.js';
import { inSlices } from '../../in-slices.js';
import { createListPage } from './list-page.js';
import { accountNamed, blobOf, containerOf, type MediaAccount } from './media-accounts.js';
import { readPart, readText, type Part } from './blob-image-reader.js';
import { readManifestDuration } from './manifest-duration.js';
import { readMp4Duration } from './mp4-duration.js';
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
        let pages = 0;
        try {
          let marker = '';
          do {
            const page = await listPage(location, marker);
            for (const blob of page.blobs) {
              characters += blob.name.length;
              if (!hasDotSegments(blob.name)) blobs.push({ ...blob, name: blob.name.slice(location.prefix.length) });
            }
            marker = page.next;
            requireLimited({ pages: ++pages, blobs: blobs.length, characters });
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

    readDuration: (location, name) => {
      const read = async (part: Part) => readPart(blobIn(location, name), part);
      return isClientManifest(name) ? readManifestDuration(read) : readMp4Duration(read);
    },

    readWebVtt: async (location, name, { cues, bytes = LIMITS.webVttBytesOfLocation } = {}) => {
      const { text, problem } = await readText(blobIn(location, name), bytes);
      if (text === undefined) throw new WebVttError(problem ?? '');
      return inSlices(parseCues(text, cues));
    },
  };
}

/** After each page, so that a listing that does not end is given up, even one of empty pages. */
function requireLimited({ pages, blobs, characters }: { pages: number; blobs: number; characters: number }): void {
  const { pagesOfListing, blobsOfLocation, nameCharactersOfLocation } = LIMITS;
  if (pages <= pagesOfListing && blobs <= blobsOfLocation && characters <= nameCharactersOfLocation) return;
  const most = `at most ${blobsOfLocation}, of ${nameCharactersOfLocation} characters, on ${pagesOfListing} pages, are listed`;
  throw new Failure('too-large', `more than ${blobs} blobs; ${most}`);
}

/**
 * Whether a location's container exists, by the cheapest call that shows it. Only storage's code `ContainerNotFound` means no.
 */
export function createHasContainer(accounts: readonly MediaAccount[]) {
  return (location: ImageLocation): Promise<boolean> =>
    mapAzureErrors(`look for ${location.account}/${location.container}`, async () => {
      try {
        await containerOf(accounts, location).getProperties();
        return true;
      } catch (error) {
        if (codeOf(error) === 'ContainerNotFound') return false;
        throw error;
      }
    });
}
