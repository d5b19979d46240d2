import { buffer } from 'node:stream/consumers';
import { Failure } from '../../application/failure.js';
import type { ImageBytes, ImageReader, NoBytes } from '../../application/reading/ports.js';
import { locationRefusal } from '../../domain/location.js';
import { statusOf, mapAzureErrors } from '../azure-failure.js';
import { blobOf, type MediaAccount } from './media-account.js';

/** Larger than any thumbnail, and small enough for an instance to hold one for each of its requests. */
export const MAX_IMAGE_BYTES = 8 * 1024 * 1024;

/** Reads images by the app's own access; what was recorded and has been forbidden since is refused, as it is when signing. */
export function createBlobImageReader(accounts: readonly MediaAccount[]): ImageReader {
  return {
    read: async ({ location, blobName }, held) => {
      const refusal = locationRefusal(location, accounts);
      if (refusal !== undefined) throw new Failure('access-denied', refusal);
      const blob = blobOf(accounts, location, blobName);
      return mapAzureErrors(`image in ${location.account}/${location.container}`, async () => {
        try {
          return await download(blob, held);
        } catch (error) {
          if (statusOf(error) === 304) return 'not-modified';
          if (statusOf(error) === 404) return 'gone';
          throw error;
        }
      });
    },
  };
}

type Blob = ReturnType<typeof blobOf>;

/** The size comes with the first answer: of an image that is too large nothing more is taken. */
async function download(blob: Blob, held: string | undefined): Promise<ImageBytes | NoBytes> {
  const conditions = held === undefined ? {} : { ifNoneMatch: held };
  const { contentLength = 0, etag = '', readableStreamBody } = await blob.download(0, undefined, { conditions });
  if (readableStreamBody === undefined) return 'gone';
  if (contentLength <= MAX_IMAGE_BYTES) return { bytes: await buffer(readableStreamBody), etag };
  (readableStreamBody as NodeJS.ReadableStream & { destroy: () => void }).destroy();
  return 'too-large';
}
