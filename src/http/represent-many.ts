import * as z from 'zod';
import type { AskedVideo, BatchItem } from '../application/reading/list-many.js';
import { memoize } from '../memoize.js';
import { problemBody, RETRY_AFTER, toProblem } from './problem.js';
import { entityTag, noStoreJson, urlExpiryHeader, type Representation, type Untagged } from './represent.js';
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
type VideoResource = z.infer<typeof videoResult>;

/** The results of many videos in the order asked; what cannot be signed is an error of its video, and put to `failures`. */
export async function representMany(
  asked: readonly AskedVideo[],
  query: string,
  expand: 'details' | undefined,
  failures: unknown[],
): Promise<Representation | Untagged> {
  const all = [...new Set(asked.map(({ result }) => result))];
  const { pending, errors, images } = countsOf(all);
  const expires = earliestExpiry(all);
  const toBody = async () => {
    failures.push(...all.flatMap((one) => (one.status === 'error' ? [one.error] : [])));
    return { Results: await toManyResources(asked, query, expand, failures) };
  };
  const passing = (body: unknown): Untagged => {
    const again = pending > 0 && { 'Retry-After': RETRY_AFTER };
    return {
      outcome: 'answered',
      response: noStoreJson(body, { ...urlExpiryHeader(expires), ...again }),
      signed: images,
    };
  };
  if (pending + errors > 0) return passing(await toBody());
  return {
    tag: entityTag('many', query, ...asked.flatMap(({ videoId, result }) => [videoId, tagOf(result)])),
    expires,
    make: async () => {
      const body = await toBody();
      return failures.length > 0 ? passing(body) : JSON.stringify(body);
    },
    signed: images,
  };
}

function tagOf(result: BatchItem): string {
  if (result.status === 'found') return result.page.tag;
  return result.status === 'failed' ? `failed ${result.failureReason ?? ''}` : result.status;
}

export function countsOf(results: readonly BatchItem[]) {
  const count = (status: BatchItem['status']): number => results.filter((one) => one.status === status).length;
  return {
    videos: results.length,
    found: count('found'),
    unknown: count('unknown'),
    pending: count('pending'),
    failed: count('failed'),
    errors: count('error'),
    images: results.reduce((sum, one) => sum + (one.status === 'found' ? one.page.count : 0), 0),
  };
}

function earliestExpiry(results: readonly BatchItem[]): Date | undefined {
  const ends = results.flatMap((one) =>
    one.status === 'found' && one.page.count > 0 ? [one.page.expires.getTime()] : [],
  );
  return ends.length === 0 ? undefined : new Date(Math.min(...ends));
}

/** A repeated video is signed once. A failure to sign is an error of that video, and is added to `failures`. */
async function toManyResources(
  asked: readonly AskedVideo[],
  query: string,
  expand: 'details' | undefined,
  failures: unknown[],
): Promise<VideoResource[]> {
  const toResource = memoize(async (result: BatchItem): Promise<Omit<VideoResource, 'VideoId'>> => {
    try {
      return await toVideoResource(result, query, expand);
    } catch (error) {
      failures.push(error);
      return toVideoResource({ status: 'error', error }, query, expand);
    }
  });
  const resources: VideoResource[] = [];
  for (const { videoId, result } of asked) resources.push({ VideoId: videoId, ...(await toResource(result)) });
  return resources;
}

async function toVideoResource(
  result: BatchItem,
  query: string,
  expand: 'details' | undefined,
): Promise<Omit<VideoResource, 'VideoId'>> {
  const empty = { Status: result.status, Thumbnails: [] };
  if (result.status === 'error') return { ...empty, Problem: problemBody(...toProblem(result.error)) };
  if (result.status === 'failed') return { ...empty, Problem: problemBody('failed', { detail: result.failureReason }) };
  if (result.status !== 'found') return empty;
  const { videoId, expires, total, next, sign } = result.page;
  const found = { Status: result.status, Thumbnails: (await sign()).map(toResources(videoId, expires, expand)) };
  if (next === undefined) return found;
  const isInPath = !/[/\\]/.test(videoId);
  const Next = `Videos/${encodeURIComponent(videoId)}/Thumbnails?${query}&continuation=${next}`;
  return { ...found, Total: total, ...(isInPath && { Next }) };
}
