import { LIMITS } from '../../domain/limits.js';
import type { Part, ReadPart } from './blob-image-reader.js';

/** Smooth Streaming counts in so many units a second where the manifest says nothing else. */
const TIME_SCALE = 10_000_000;
const DURATION = /\sDuration\s*=\s*["'](\d{1,16})["']/;
const SCALE = /\sTimeScale\s*=\s*["'](\d{1,16})["']/;
const ROOT = /<SmoothStreamingMedia\s([^<>]*)>/;

/** How long the video of a client manifest (`.ismc`) is, by the attributes of its root; undefined where they do not say so. MS-SSTR, 2.2.2.1. */
export async function readManifestDuration(read: (part: Part) => Promise<ReadPart>): Promise<number | undefined> {
  const { bytes } = await read({ maxBytes: LIMITS.mp4ReadBytes });
  // UTF-16, in which some tools write it, is the same text with a zero byte to each character.
  const root = ROOT.exec(bytes.toString('latin1').replaceAll('\0', ''))?.[1] ?? '';
  const units = Number(DURATION.exec(` ${root}`)?.[1] ?? 0);
  const scale = Number(SCALE.exec(` ${root}`)?.[1] ?? TIME_SCALE);
  const ms = Math.round((units / scale) * 1000);
  return ms > 0 && Number.isSafeInteger(ms) ? ms : undefined;
}
