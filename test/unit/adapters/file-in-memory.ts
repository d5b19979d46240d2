import type { Part } from '../../../src/adapters/blob/blob-image-reader.js';
import { readImageHeader } from '../../../src/adapters/blob/image-header.js';
import { openRangedFile } from '../../../src/adapters/blob/ranged-file.js';
import type { ImageHeader, UnreadableImage } from '../../../src/application/recording/ports.js';
import { LIMITS } from '../../../src/domain/limits.js';

/** Reads a file in memory as storage does. */
export const partsOf =
  (file: Uint8Array) =>
  ({ from = 0, maxBytes }: Part) =>
    Promise.resolve({ bytes: Buffer.from(file.subarray(from, from + maxBytes)), size: file.length });

/** What the header of an image says to a caller. */
export async function headerOf(name: string, file: Uint8Array): Promise<ImageHeader | UnreadableImage> {
  const most = { reads: 1 + LIMITS.imageReads, bytes: LIMITS.imageReadBytes };
  const header = await readImageHeader(name, await openRangedFile(partsOf(file), most, 64 * 1024));
  if ('problem' in header) return header;
  const { contentType, width, height } = header;
  return { contentType, width, height };
}
