import { LIMITS } from './limits.js';
import { canonicalVideoId, videoIdProblem } from './video-id.js';

export type CorrelationData = Readonly<Record<string, unknown>>;

/** Whether a value of JSON may be correlation data. A schema that looks at each member takes 0.1 s for 80,000. */
export function isCorrelationData(value: unknown): value is CorrelationData {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The video that a job's correlation data names under `key`; undefined when it names none. Keys compare without case, as
 * customers write them from many places; the first ones are looked at.
 */
export function correlatedVideo(
  data: CorrelationData | null | undefined,
  key: string,
): { videoId: string } | { problem: string } | undefined {
  const name = nameOf(data ?? {}, key.toLowerCase());
  const value = name === undefined ? undefined : data?.[name];
  if (name === undefined || value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') return { problem: `correlation data '${name}': a video id is a text` };
  const problem = videoIdProblem(value);
  return problem === undefined
    ? { videoId: canonicalVideoId(value) }
    : { problem: `correlation data '${name}': ${problem}` };
}

function nameOf(data: CorrelationData, key: string): string | undefined {
  let members = 0;
  for (const name in data) {
    if (name.toLowerCase() === key) return name;
    if (++members === LIMITS.jsonEntries) return undefined;
  }
  return undefined;
}
