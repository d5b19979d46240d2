import * as z from 'zod';
import { splitFolder, stem } from '../../domain/image-listing.js';
import { LIMITS } from '../../domain/limits.js';
import { joinTimelines, type InputTimeline, type MediaTimeline } from '../../domain/media-timeline.js';
import type { Timeline } from '../../domain/image-rule.js';
import { lastName } from '../../domain/text.js';
import { firstEntries, isoDurationMs } from '../outside-values.js';
import type { BlobText } from './blob-image-reader.js';

/** What the encoder's files among `names` say of the inputs, and which of them cannot be read. */
export async function readTimeline(
  names: readonly string[],
  read: (name: string) => Promise<BlobText>,
): Promise<MediaTimeline> {
  const ending = (end: string): string[] => names.filter((one) => one.endsWith(end)).sort();
  const unreadable: { blob: string; reason: string }[] = [];
  const parse = async <T>(blob: string, parser: (text: string) => T | undefined): Promise<T | undefined> => {
    const { text = '', problem = jsonProblem(text) } = await read(blob);
    const parsed = problem === undefined ? parser(text) : undefined;
    if (parsed === undefined) unreadable.push({ blob, reason: problem ?? 'it describes no files' });
    return parsed;
  };

  const inputs: InputTimeline[] = [];
  // Each input of a job leaves one; most jobs have one.
  const descriptions = ending('_metadata.json');
  const [beyond] = descriptions.splice(LIMITS.jsonFilesOfLocation);
  if (beyond !== undefined)
    unreadable.push({ blob: beyond, reason: `only ${LIMITS.jsonFilesOfLocation} such files are read` });
  for (const name of descriptions) {
    const input = await parse(name, (text) => readInputMetadata(name, text));
    if (input !== undefined) inputs.push(input);
  }
  // The input's own length comes first: percents are of it. The output's is that of the longest rendition.
  let timeline = joinTimelines(inputs, {});
  const [manifest] = ending('_manifest.json');
  if (manifest !== undefined && (timeline.durationMs === undefined || timeline.framesPerSecond === undefined)) {
    timeline = joinTimelines(inputs, (await parse(manifest, readEncoderMetadata)) ?? {});
  }
  return unreadable.length === 0 ? timeline : { ...timeline, unreadable };
}

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

/** Why a text is not parsed: half a million nested lists would take 0.1 s and many times their size in memory. */
export function jsonProblem(text: string): string | undefined {
  const parts = text.replace(/[^[{]/g, '').length;
  if (parts <= LIMITS.jsonParts) return undefined;
  return `it has ${parts} lists and objects; at most ${LIMITS.jsonParts} are read`;
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
