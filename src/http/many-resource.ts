import * as z from 'zod';
import type { AskedVideo, BatchItem } from '../application/reading/list-many.js';
import { problemBody, toProblemBody } from './problem.js';
import { detailedThumbnail, thumbnailResource, toResources } from './thumbnail-resource.js';

export const videoResult = z
  .object({
    VideoId: z.string().meta({ description: 'As it was asked for; the thumbnails have the video’s own id.' }),
    Status: z.enum(['found', 'unknown', 'pending', 'failed', 'error']),
    Thumbnails: z.union([z.array(thumbnailResource), z.array(detailedThumbnail)]),
    Total: z.int().optional().meta({ description: 'How many there are in all, where these are not all.' }),
    // Absent for an id that no path can hold.
    Next: z.string().optional().meta({ description: 'The next page, relative to the requested URL.' }),
    Problem: z.looseObject({ type: z.string(), title: z.string(), status: z.int() }).optional().meta({
      description:
        'Only with `failed` and `error`: what a question about this video alone would have been answered with.',
    }),
  })
  .meta({ id: 'VideoResult', description: 'What became of one video of many.' });
export type VideoResource = z.infer<typeof videoResult>;

/** A repeated video is signed once. A failure to sign is an error of that video, and is added to `failures`. */
export function toManyResources(
  asked: readonly AskedVideo[],
  query: string,
  expand: 'details' | undefined,
  failures: unknown[],
): VideoResource[] {
  const toResource = (result: BatchItem): Omit<VideoResource, 'VideoId'> => {
    try {
      return toVideoResource(result, query, expand);
    } catch (error) {
      failures.push(error);
      return toVideoResource({ status: 'error', error }, query, expand);
    }
  };
  const made = new Map<BatchItem, Omit<VideoResource, 'VideoId'>>();
  return asked.map(({ videoId, result }) => {
    const resource = made.get(result) ?? toResource(result);
    made.set(result, resource);
    return { VideoId: videoId, ...resource };
  });
}

function toVideoResource(
  result: BatchItem,
  query: string,
  expand: 'details' | undefined,
): Omit<VideoResource, 'VideoId'> {
  const { status: Status } = result;
  if (result.status === 'error') return { Status, Thumbnails: [], Problem: toProblemBody(result.error) };
  if (result.status === 'failed') {
    return { Status, Thumbnails: [], Problem: problemBody('failed', { detail: result.failureReason }) };
  }
  if (result.status !== 'found') return { Status, Thumbnails: [] };
  const { videoId, expires, total, next, sign } = result.page;
  const Thumbnails = sign().map(toResources(videoId, expires, expand));
  if (next === undefined) return { Status, Thumbnails };
  const isInPath = !/[/\\]/.test(videoId);
  const Next = `Videos/${encodeURIComponent(videoId)}/Thumbnails?${query}&continuation=${next}`;
  return { Status, Thumbnails, Total: total, ...(isInPath && { Next }) };
}
