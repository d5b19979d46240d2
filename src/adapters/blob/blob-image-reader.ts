import type { BlobClient } from '@azure/storage-blob';
import { buffer } from 'node:stream/consumers';
import { Failure } from '../../application/failure.js';
import type { ImageBytes, ImageReader, NoBytes } from '../../application/reading/ports.js';
import { LIMITS } from '../../domain/limits.js';
import { locationRefusal } from '../../domain/location.js';
import { statusOf, mapAzureErrors } from '../azure-failure.js';
import { createByteBudget, type ByteBudget } from './byte-budget.js';
import { encodingProblem, refusalOf } from './blob-refusals.js';
import { blobOf, type MediaAccount } from './media-accounts.js';

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
          if (statusOf(error) === 404 || refusalOf(error) !== undefined) return 'gone';
          throw error;
        }
      });
    },
  };
}

/** The size comes with the first answer: of an image that is too large, or too much at this time, nothing more is taken. */
async function download(blob: BlobClient, held: string | undefined, budget: ByteBudget): Promise<ImageBytes | NoBytes> {
  const conditions = held === undefined ? {} : { ifNoneMatch: held };
  // The client refuses an answer without a length.
  const answer = await blob.download(0, undefined, { conditions });
  const { contentLength: size = LIMITS.imageBytes, etag = '', readableStreamBody } = answer;
  if (readableStreamBody === undefined) return 'gone';
  const release = size > LIMITS.imageBytes ? undefined : budget.reserve(size);
  if (release === undefined) {
    (readableStreamBody as DestroyableStream).destroy();
    return size > LIMITS.imageBytes ? 'too-large' : 'busy';
  }
  try {
    return { bytes: await buffer(readableStreamBody), etag, release };
  } catch (error) {
    release();
    throw error;
  }
}

/** Which bytes of a blob: at most so many, since what is claimed to be small need not be. */
export interface Part {
  from?: number;
  maxBytes: number;
}

/** Some bytes of a blob, and how many it has; none, with the reason, of a blob that cannot be read. */
export interface ReadPart {
  bytes: Buffer;
  size: number;
  problem?: string;
}

/** The text of a blob, or why it is not read. */
export interface BlobText {
  text?: string;
  problem?: string;
}

/** The whole of a text that is no longer than that: the beginning of a longer one would pass for all of it. */
export async function readText(blob: BlobClient, maxBytes: number): Promise<BlobText> {
  const { bytes, size, problem } = await readPart(blob, { maxBytes });
  if (problem !== undefined) return { problem };
  if (size > bytes.length) return { problem: `it has ${size} bytes; at most ${maxBytes} are read` };
  return { text: bytes.toString('utf8') };
}

/** One call to storage. Nothing where the blob ends before the part begins, or cannot be read. */
export async function readPart(blob: BlobClient, { from = 0, maxBytes }: Part): Promise<ReadPart> {
  return mapAzureErrors(`blob in ${blob.containerName}`, async () => {
    try {
      const { readableStreamBody, contentRange, contentEncoding } = await blob.download(from, maxBytes);
      const problem = encodingProblem(contentEncoding);
      if (problem !== undefined) {
        // The client decodes what it reads, and fails where the bytes are a part or in no coding.
        readableStreamBody?.on('error', () => undefined);
        (readableStreamBody as DestroyableStream | undefined)?.destroy();
        return { ...nothingAt(from), problem };
      }
      const bytes = readableStreamBody === undefined ? Buffer.alloc(0) : await buffer(readableStreamBody);
      return { bytes, size: sizeIn(contentRange) ?? from + bytes.length };
    } catch (error) {
      // No such range exists, as none does of an empty blob.
      if (statusOf(error) === 416) return nothingAt(from);
      const problem = refusalOf(error);
      if (problem !== undefined) return { ...nothingAt(from), problem };
      throw error;
    }
  });
}

type DestroyableStream = NodeJS.ReadableStream & { destroy: () => void };

function nothingAt(from: number): ReadPart {
  return { bytes: Buffer.alloc(0), size: from };
}

/** `bytes 0-99/1234` */
function sizeIn(contentRange: string | undefined): number | undefined {
  const size = /\/(\d+)$/.exec(contentRange ?? '')?.[1];
  return size === undefined ? undefined : Number(size);
}
