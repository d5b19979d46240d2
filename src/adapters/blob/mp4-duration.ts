import { LIMITS } from '../../domain/limits.js';
import type { Part, ReadPart } from './blob-image-reader.js';
import { openRangedFile, type RangedFile } from './ranged-file.js';

interface Box {
  type: string;
  /** Where its data begin and end in the file. */
  from: number;
  end: number;
}

const UNKNOWN_32 = 0xff_ff_ff_ff;
const UNKNOWN_64 = 0xff_ff_ff_ff_ff_ff_ff_ffn;

/**
 * How long an MP4 or QuickTime file is, by the `mvhd` of its `moov` box, or the `mehd` of a fragmented file; undefined where
 * it does not say so within a few reads, and for any other file. Throws only what `read` throws. ISO/IEC 14496-12, 4.2 and 8.2.2.
 */
export async function readMp4Duration(read: (part: Part) => Promise<ReadPart>): Promise<number | undefined> {
  const file = await openRangedFile(read, { reads: LIMITS.mp4Reads, bytes: LIMITS.mp4ReadBytes });
  const at: At = (from, bytes) => file.readExactly(from, bytes);
  const moov = await findBox(at, 'moov', 0, Infinity);
  const mvhd = moov && (await findBox(at, 'mvhd', moov.from, moov.end));
  if (moov === undefined || mvhd === undefined) return undefined;
  const header = await at(mvhd.from, 32);
  const isLong = header?.[0] === 1;
  if (header === undefined) return undefined;
  const timescale = header.readUInt32BE(isLong ? 20 : 12);
  const units = isLong ? units64(header, 24) : units32(header, 16);
  return toMs(units === 0 ? await fragmentsOf(at, moov) : units, timescale);
}

/** The length of all fragments together, where the file says it. */
async function fragmentsOf(at: At, moov: Box): Promise<number | undefined> {
  const mvex = await findBox(at, 'mvex', moov.from, moov.end);
  const mehd = mvex && (await findBox(at, 'mehd', mvex.from, mvex.end));
  const header = mehd && (await at(mehd.from, mehd.end - mehd.from >= 12 ? 12 : 8));
  if (header === undefined) return undefined;
  if (header[0] !== 1) return units32(header, 4);
  return header.length < 12 ? undefined : units64(header, 4);
}

function units32(bytes: Buffer, offset: number): number | undefined {
  const units = bytes.readUInt32BE(offset);
  return units === UNKNOWN_32 ? undefined : units;
}

function units64(bytes: Buffer, offset: number): number | undefined {
  const units = bytes.readBigUInt64BE(offset);
  return units === UNKNOWN_64 ? undefined : Number(units);
}

function toMs(units: number | undefined, timescale: number): number | undefined {
  const ms = units === undefined || timescale === 0 ? 0 : Math.round((units / timescale) * 1000);
  return ms > 0 && Number.isSafeInteger(ms) ? ms : undefined;
}

/** The first box of a type among those side by side from `from` on. A length of 0 reaches to the end, one of 1 has 64 bits. */
async function findBox(at: At, type: string, from: number, end: number): Promise<Box | undefined> {
  let start = from;
  while (start + 8 <= end) {
    const header = await at(start, 8);
    if (header === undefined) return undefined;
    const short = header.readUInt32BE(0);
    const long = short === 1 ? await at(start + 8, 8) : undefined;
    if (short === 1 && long === undefined) return undefined;
    const bytes = long === undefined ? 8 : 16;
    const length = long === undefined ? short : Number(long.readBigUInt64BE(0));
    const next = short === 0 ? end : start + length;
    if (next < start + bytes || !(next <= end)) return undefined;
    if (header.toString('latin1', 4, 8) === type) return { type, from: start + bytes, end: next };
    start = next;
  }
  return undefined;
}

type At = RangedFile['readExactly'];
