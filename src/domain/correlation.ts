import { canonicalVideoId, videoIdProblem } from './video-id.js';

/**
 * The video that a job's correlation data names under `key`; undefined when it names none. Keys compare without case, as
 * customers write them from many places.
 */
export function correlatedVideo(
  data: Readonly<Record<string, unknown>> | null | undefined,
  key: string,
): { videoId: string } | { problem: string } | undefined {
  const [name, value] = Object.entries(data ?? {}).find(([one]) => one.toLowerCase() === key.toLowerCase()) ?? [];
  if (name === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') return { problem: `correlation data '${name}': a video id is a text` };
  const problem = videoIdProblem(value);
  return problem === undefined
    ? { videoId: canonicalVideoId(value) }
    : { problem: `correlation data '${name}': ${problem}` };
}
