import type { ImageStore } from '../../application/ports.js';
import type { ListedBlob } from '../../domain/image-listing.js';
import { parseTiles } from '../../domain/webvtt.js';
import { statusOf, translated } from '../azure-failure.js';
import { readEncoderMetadata } from './encoder-metadata.js';
import { readImageHeader } from './image-header.js';
import { makeListPage, type ListPage } from './list-page.js';
import { accountNamed, containerOf, type MediaAccount } from './media-account.js';
import { readStart } from './read-blob.js';

/** Enough for any encoder's image; a camera's EXIF and colour profiles may take the second. */
const HEADER_BYTES = [64 * 1024, 1024 * 1024];
const TEXT_BYTES = 4 * 1024 * 1024;

/** Reads images where they lie in Blob Storage: one call per 5,000 blobs listed, and one per file read. */
export function makeBlobImageStore(accounts: readonly MediaAccount[]): ImageStore {
  const listPages = new Map<string, ListPage>();
  const listPageOf = ({ name, client }: MediaAccount): ListPage => {
    const listPage = listPages.get(name) ?? makeListPage(client);
    listPages.set(name, listPage);
    return listPage;
  };

  return {
    list: (place) =>
      translated(`list ${place.account}/${place.container}`, async () => {
        const listPage = listPageOf(accountNamed(accounts, place.account));
        const blobs: ListedBlob[] = [];
        try {
          let marker = '';
          do {
            const page = await listPage(place, marker);
            for (const blob of page.blobs) blobs.push({ ...blob, name: blob.name.slice(place.prefix.length) });
            marker = page.next;
          } while (marker !== '');
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
