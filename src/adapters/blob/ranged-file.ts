import type { Part, ReadPart } from './blob-image-reader.js';

/** A file of which no more is read than is asked for, in windows, up to so many. */
export interface RangedFile {
  readonly size: number;
  /**
   * What is at hand from there on, at least so many bytes; undefined where the file has fewer, cannot be read, or enough of it was
   * read already.
   */
  read(from: number, least?: number): Promise<Buffer | undefined>;
  /** Exactly so many bytes. */
  readExactly(from: number, bytes: number): Promise<Buffer | undefined>;
  /** Something was asked for that was not read, since enough had been. */
  isSpent: boolean;
  /** Why the file cannot be read. */
  problem: string | undefined;
}

/** Opens a file with a first read; the others follow when they are needed. */
export async function openRangedFile(
  read: (part: Part) => Promise<ReadPart>,
  most: { reads: number; bytes: number },
  firstBytes = most.bytes,
): Promise<RangedFile> {
  const first = await read({ maxBytes: firstBytes });
  let window = { from: 0, bytes: first.bytes };
  let left = most.reads - 1;
  const atHand = (from: number, least: number): Buffer | undefined => {
    const at = from - window.from;
    return at >= 0 && at + least <= window.bytes.length ? window.bytes.subarray(at) : undefined;
  };
  const file: RangedFile = {
    size: first.size,
    isSpent: false,
    problem: first.problem,
    async read(from, least = 1) {
      const known = atHand(from, least);
      if (known !== undefined || !(from + least <= file.size)) return known;
      const isTooMuch = left === 0 || least > most.bytes;
      if (isTooMuch) file.isSpent = true;
      if (isTooMuch || file.problem !== undefined) return undefined;
      left -= 1;
      const { bytes, problem } = await read({ from, maxBytes: Math.min(most.bytes, file.size - from) });
      window = { from, bytes };
      file.problem ??= problem;
      return atHand(from, least);
    },
    readExactly: async (from, bytes) => (await file.read(from, bytes))?.subarray(0, bytes),
  };
  return file;
}
