import { LIMITS } from '../../domain/limits.js';
import { joinTimelines, type InputTimeline, type MediaTimeline } from '../../domain/media-timeline.js';
import { jsonProblem, readEncoderMetadata, readInputMetadata } from './encoder-metadata.js';
import type { BlobText } from './read-blob.js';

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
