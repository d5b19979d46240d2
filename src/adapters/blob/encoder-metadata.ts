import * as z from 'zod';
import { firstEntries } from '../first-entries.js';
import { isoDurationMs } from '../iso-duration.js';
import { LIMITS } from '../../domain/limits.js';
import { splitFolder, stem } from '../../domain/image-listing.js';
import type { InputTimeline } from '../../domain/media-timeline.js';
import type { Timeline } from '../../domain/preset-position.js';
import { lastName } from '../../domain/text.js';

/**
 * The parts of `*_metadata.json` (of the input) and `*_manifest.json` (of the output) that describe a timeline. The rate is
 * `FrameRate` in the one and `Framerate` in the other.
 */
const file = z.object({
  Name: z.string().optional().catch(undefined),
  Uri: z.string().optional().catch(undefined),
  Duration: z.string().optional().catch(undefined),
  VideoTracks: firstEntries(
    z.array(z.object({ FrameRate: z.number().positive().optional(), Framerate: z.number().positive().optional() })),
  )
    .optional()
    .catch(undefined),
});
const metadata = z.object({ AssetFile: firstEntries(z.array(file)) });

const OPENS = [91, 123];

/** Why a text is not parsed: half a million nested lists would take 0.1 s and many times their size in memory. */
export function jsonProblem(text: string): string | undefined {
  let parts = 0;
  for (let at = 0; at < text.length; at++) if (OPENS.includes(text.charCodeAt(at))) parts += 1;
  return parts > LIMITS.jsonParts
    ? `it has ${parts} lists and objects; at most ${LIMITS.jsonParts} are read`
    : undefined;
}

/** The longest of the files described, and the first frame rate; undefined for text that describes none. */
export function readEncoderMetadata(text: string): Timeline | undefined {
  const files = parse(text);
  return files && timelineOf(files);
}

/** The input that a `*_metadata.json` of this name describes; its own name says nothing, its `Uri` does. */
export function readInputMetadata(name: string, text: string): InputTimeline | undefined {
  const files = parse(text);
  if (files === undefined) return undefined;
  const names = files.flatMap(({ Name, Uri }) => [Name, Uri && lastName(Uri)]).filter((one) => one !== undefined);
  return { folder: splitFolder(name).folder, basenames: [...new Set(names.map(stem))], ...timelineOf(files) };
}

function timelineOf(files: readonly z.infer<typeof file>[]): Timeline {
  const durationMs = files.reduce((most, { Duration }) => Math.max(most, isoDurationMs(Duration ?? '') ?? 0), 0);
  const tracks = files.flatMap(({ VideoTracks }) => VideoTracks ?? []);
  const framesPerSecond = tracks.map((track) => track.FrameRate ?? track.Framerate).find((rate) => rate !== undefined);
  return { ...(durationMs > 0 && { durationMs }), ...(framesPerSecond !== undefined && { framesPerSecond }) };
}

function parse(text: string): z.infer<typeof file>[] | undefined {
  try {
    return metadata.parse(JSON.parse(text.replace(/^\uFEFF/, ''))).AssetFile;
  } catch {
    // Not JSON, or of another shape: the images are there all the same, only their times stay unknown.
    return undefined;
  }
}
