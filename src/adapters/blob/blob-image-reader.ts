import { buffer } from 'node:stream/consumers';
import { Failure } from '../../application/failure.js';
import type { ImageBytes, ImageReader, NoBytes } from '../../application/reading/ports.js';
import { LIMITS } from '../../domain/limits.js';
import { locationRefusal } from '../../domain/location.js';
import { statusOf, mapAzureErrors } from '../azure-failure.js';
import { createByteBudget, type ByteBudget } from './byte-budget.js';
import { blobOf, type MediaAccount } from './media-account.js';

/** Reads images by the app's own access; what was recorded and has been forbidden since is refused, as it is when signing. */
export function createBlobImageReader(
  accounts: readonly MediaAccount[],
  budget: ByteBudget = createByteBudget(LIMITS.imageBytesInFlight),
): ImageReader {
  return {
    read: async ({ location, blobName }, held) => {
      const refusal = locationRefusal(location, accounts);
      if (refusal !== undefined) throw new Failure('access-denied', refusal);
      const blob = blobOf(accounts, location, blobName);
      return mapAzureErrors(`image in ${location.account}/${location.container}`, async () => {
        try {
          return await download(blob, held, budget);
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

/** The size comes with the first answer: of an image that is too large, or too much at this time, nothing more is taken. */
async function download(blob: Blob, held: string | undefined, budget: ByteBudget): Promise<ImageBytes | NoBytes> {
  const conditions = held === undefined ? {} : { ifNoneMatch: held };
  // The client refuses an answer without a length.
  const answer = await blob.download(0, undefined, { conditions });
  const { contentLength: size = LIMITS.imageBytes, etag = '', readableStreamBody } = answer;
  if (readableStreamBody === undefined) return 'gone';
  const release = size > LIMITS.imageBytes ? undefined : budget.reserve(size);
  if (release === undefined) {
    (readableStreamBody as NodeJS.ReadableStream & { destroy: () => void }).destroy();
    return size > LIMITS.imageBytes ? 'too-large' : 'busy';
  }
  try {
    return { bytes: await buffer(readableStreamBody), etag, release };
  } catch (error) {
    release();
    throw error;
  }
}
