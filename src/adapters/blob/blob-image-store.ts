import type { ImageStore } from '../../application/ports.js';
import type { ListedBlob } from '../../domain/image-listing.js';
import { parseTiles } from '../../domain/webvtt.js';
import { statusOf, translated } from '../azure-failure.js';
import { readEncoderMetadata } from './encoder-metadata.js';
import { readImageHeader } from './image-header.js';
import { containerOf, type MediaAccount } from './media-account.js';
import { readStart } from './read-blob.js';

const PAGE_SIZE = 5000;
/** Enough for any encoder's image; a camera's EXIF and colour profiles may take the second. */
const HEADER_BYTES = [64 * 1024, 1024 * 1024];
const TEXT_BYTES = 4 * 1024 * 1024;

/** Reads images where they lie in Blob Storage: one call per 5,000 blobs listed, and one per file read. */
export function makeBlobImageStore(accounts: readonly MediaAccount[]): ImageStore {
  return {
    list: (place) =>
      translated(`list ${place.account}/${place.container}`, async () => {
        const blobs: ListedBlob[] = [];
        try {
          const container = containerOf(accounts, place);
          const pages = container.listBlobsFlat({ prefix: place.prefix }).byPage({ maxPageSize: PAGE_SIZE });
          for await (const { segment } of pages) {
            for (const { name, properties } of segment.blobItems) {
              blobs.push({ name: name.slice(place.prefix.length), size: properties.contentLength ?? 0 });
            }
          }
        } catch (error) {
          if (statusOf(error) === 404) return undefined;
          throw error;
        }
        return blobs;
      }),

    readHeader: async (place, name) => {
      for (const bytes of HEADER_BYTES) {
        const start = await readStart(containerOf(accounts, place), place.prefix + name, bytes);
        const header = readImageHeader(start);
        if (header !== undefined || start.length < bytes) return header;
      }
      return undefined;
    },

    readTimeline: async (place, names) => {
      // The input's own length comes first: percents are of it. The output's is that of the longest rendition.
      for (const ending of ['_metadata.json', '_manifest.json']) {
        const name = names.filter((one) => one.endsWith(ending)).sort()[0];
        if (name === undefined) continue;
        const text = await readStart(containerOf(accounts, place), place.prefix + name, TEXT_BYTES);
        const timeline = readEncoderMetadata(text.toString('utf8'));
        if (timeline.durationMs !== undefined) return timeline;
      }
      return {};
    },

    readTiles: async (place, name) => {
      const text = await readStart(containerOf(accounts, place), place.prefix + name, TEXT_BYTES);
      return parseTiles(text.toString('utf8'));
    },
  };
}
