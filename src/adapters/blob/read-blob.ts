import type { BlobClient } from '@azure/storage-blob';
import { buffer } from 'node:stream/consumers';
import { statusOf, mapAzureErrors } from '../azure-failure.js';

/** Which bytes of a blob: at most so many, since what is claimed to be small need not be. */
export interface Part {
  from?: number;
  maxBytes: number;
}

/** Some bytes of a blob, and how many it has. */
export interface ReadPart {
  bytes: Buffer;
  size: number;
}

/** The text of a blob, or why it is not read. */
export interface BlobText {
  text?: string;
  problem?: string;
}

/** The whole of a text that is no longer than that: the beginning of a longer one would pass for all of it. */
export async function readText(blob: BlobClient, maxBytes: number): Promise<BlobText> {
  const { bytes, size } = await readPart(blob, { maxBytes });
  if (size > bytes.length) return { problem: `it has ${size} bytes; at most ${maxBytes} are read` };
  return { text: bytes.toString('utf8') };
}

/** One call to storage. Nothing where the blob ends before the part begins. */
export async function readPart(blob: BlobClient, { from = 0, maxBytes }: Part): Promise<ReadPart> {
  return mapAzureErrors(`blob in ${blob.containerName}`, async () => {
    try {
      const { readableStreamBody, contentRange } = await blob.download(from, maxBytes);
      const bytes = readableStreamBody === undefined ? Buffer.alloc(0) : await buffer(readableStreamBody);
      return { bytes, size: sizeIn(contentRange) ?? from + bytes.length };
    } catch (error) {
      // No such range exists, as none does of an empty blob.
      if (statusOf(error) === 416) return { bytes: Buffer.alloc(0), size: from };
      throw error;
    }
  });
}

/** `bytes 0-99/1234` */
function sizeIn(contentRange: string | undefined): number | undefined {
  const size = /\/(\d+)$/.exec(contentRange ?? '')?.[1];
  return size === undefined ? undefined : Number(size);
}
