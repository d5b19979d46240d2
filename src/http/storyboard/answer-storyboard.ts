import type { HttpResponseInit } from '@azure/functions';
import type { FindVideo } from '../../application/reading/find-video.js';
import type { GetStoryboard } from '../../application/reading/select-images.js';
import { storyboardUrls, type ImageUrls, type SigningPorts } from '../../application/reading/image-urls.js';
import type { StoryboardQuery } from '../../domain/storyboard.js';
import type { Video } from '../../domain/video.js';
import { inSlices } from '../../in-slices.js';
import { memoize } from '../../memoize.js';
import type { Log } from '../../telemetry/log-events.js';
import { READING, type Content, type ParsedRequest } from '../http-function.js';
import { toUrlQuery } from '../list-query.js';
import type { STORYBOARD } from '../parameters.js';
import { problem } from '../problem.js';
import { entityTag, represent, UNKNOWN_VIDEO } from '../represent.js';
import type { RequestLike } from '../request.js';
import type { ResponseCache } from '../response-cache.js';
import { exampleThumbnail } from '../thumbnail-resource.js';
import type { StoryboardFormat } from './storyboard-formats.js';

export const EXAMPLE_CUE = `${exampleThumbnail.Url}#xywh=0,0,640,360`;

export const STORYBOARD_PROBLEMS = [
  ...READING,
  ...(['pending', 'failed', 'no-thumbnails', 'no-timeline', 'format-not-supported'] as const),
];

/** What the functions of all formats answer. */
export function storyboardResponse(content: Record<string, Content>) {
  const description = 'One cue an image, or one a tile of a sprite.';
  return { 200: { description, headers: ['ETag', 'X-Url-Expires'], content } } as const;
}

interface Ports {
  getStoryboard: GetStoryboard;
  responseCache: ResponseCache;
}

/** A storyboard of the video that is asked for, in this format. */
export async function answerStoryboard(
  ports: Ports & { findVideo: FindVideo; signing: SigningPorts },
  { videoId, query: { kind, height, ...urls }, request, log }: ParsedRequest<typeof STORYBOARD>,
  format: StoryboardFormat,
): Promise<HttpResponseInit> {
  const video = await ports.findVideo(videoId);
  const query = { ...(kind && { kinds: kind }), ...(height !== undefined && { height }) };
  const makeUrls = (one: Video) => storyboardUrls(ports.signing, one, query, toUrlQuery(urls));
  return respondWithStoryboard(ports, { videoId, video, query, format }, makeUrls, request, log);
}

/** The same with other URLs. `videoId` is as it was asked for. Each image's URL is made when it is first wanted, and once, however many tiles of it show. */
export async function respondWithStoryboard(
  { getStoryboard, responseCache }: Ports,
  {
    videoId,
    video,
    query,
    format,
  }: { videoId: string; video: Video | undefined; query: StoryboardQuery; format: StoryboardFormat },
  makeUrls: (video: Video) => Promise<ImageUrls>,
  request: Pick<RequestLike, 'headers'>,
  log: Log,
): Promise<HttpResponseInit> {
  const line = { videoId: video?.id ?? videoId, format: format.name, cues: 0 };
  const logged = (outcome: string, signed: number) => {
    log('storyboard-answered', { ...line, outcome, signed });
  };
  if (video === undefined) return represent(request, UNKNOWN_VIDEO, logged);
  const found = getStoryboard(video, query);
  if ('missing' in found) {
    const response = problem(found.missing, { detail: found.failureReason });
    return represent(request, { outcome: found.missing, response }, logged);
  }
  line.cues = found.cues.length;
  const { tag, expires, urlOf } = await makeUrls(video);
  const { kinds = [], height } = query;
  const file = {
    tag: entityTag(format.name, tag, [...kinds].sort().join(), String(height ?? '')),
    headers: { 'Content-Type': format.contentType },
    expires,
    make: async () =>
      (await inSlices(format.write(found, memoize(urlOf)))) ?? {
        outcome: 'format-not-supported',
        response: problem('format-not-supported', { detail: format.demands }),
      },
    signed: found.images.length,
  };
  return represent(request, file, logged, responseCache);
}
