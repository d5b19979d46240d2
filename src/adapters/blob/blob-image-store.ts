import type { ImageStore } from '../../application/ports.js';
import type { ListedBlob } from '../../domain/image-listing.js';
import { joinTimelines, type InputTimeline } from '../../domain/media-timeline.js';
import type { Place } from '../../domain/place.js';
import { parseTiles } from '../../domain/webvtt.js';
import { statusOf, translated } from '../azure-failure.js';
import { readEncoderMetadata, readInputMetadata } from './encoder-metadata.js';
import { makeListPage, type ListPage } from './list-page.js';
import { accountNamed, containerOf, type MediaAccount } from './media-account.js';
import { readPart, type Part } from './read-blob.js';
import { readImage } from './read-image.js';

const TEXT_BYTES = 4 * 1024 * 1024;
/** Each input of a job leaves one metadata file; most jobs have one, and none is read for images that are beyond this. */
const MAX_INPUTS = 20;

/** Reads images where they lie in Blob Storage: one call per 5,000 blobs listed, one per file read, and one for the end of a large image. */
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

    readHeader: (place, name) => readImage(name, (part) => read(place, name, part)),

    readTimeline: async (place, names) => {
      const ending = (end: string): string[] => names.filter((one) => one.endsWith(end)).sort();
      const text = (name: string): Promise<string> => readText(place, name);
      const inputs: InputTimeline[] = [];
      for (const name of ending('_metadata.json').slice(0, MAX_INPUTS)) {
        inputs.push(readInputMetadata(name, await text(name)));
      }
      // The input's own length comes first: percents are of it. The output's is that of the longest rendition.
      const told = joinTimelines(inputs, {});
      const [manifest] = ending('_manifest.json');
      if (manifest === undefined || (told.durationMs !== undefined && told.framesPerSecond !== undefined)) return told;
      return joinTimelines(inputs, readEncoderMetadata(await text(manifest)));
    },

    readTiles: async (place, name) => parseTiles(await readText(place, name)),
  };

  function read(place: Place, name: string, part: Part) {
    return readPart(containerOf(accounts, place), place.prefix + name, part);
  }

  async function readText(place: Place, name: string): Promise<string> {
    return (await read(place, name, { maxBytes: TEXT_BYTES })).bytes.toString('utf8');
  }
}
