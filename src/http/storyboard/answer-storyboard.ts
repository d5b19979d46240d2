import type { HttpResponseInit } from '@azure/functions';
import type { Log } from '../../telemetry/log-events.js';
import type { FindVideo } from '../../application/reading/find-video.js';
import type { GetStoryboard } from '../../application/reading/select-images.js';
import { storyboardUrls, type ImageUrls, type SigningPorts } from '../../application/reading/image-urls.js';
import type { Storyboard, StoryboardQuery } from '../../domain/storyboard.js';
import type { Video } from '../../domain/video.js';
import { entityTag } from '../entity-tag.js';
import type { ParsedRequest } from '../http-function.js';
import { toUrlQuery } from '../list-query.js';
import type { STORYBOARD } from '../parameters.js';
import { problem } from '../problem.js';
import { represent, UNKNOWN_VIDEO, type Representation, type ResponseCache } from '../represent.js';
import type { RequestLike } from '../request.js';
import { urlExpiryHeader } from '../response.js';
import type { StoryboardFormat } from './storyboard-formats.js';
import { withUrls } from './written-storyboard.js';

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

export interface StoryboardRequest {
  /** As it was asked for. */
  videoId: string;
  video: Video | undefined;
  query: StoryboardQuery;
  format: StoryboardFormat;
}

/** The same with other URLs. */
export async function respondWithStoryboard(
  { getStoryboard, responseCache }: Ports,
  { videoId, video, query, format }: StoryboardRequest,
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
  return represent(request, toFile(found, await makeUrls(video), query, format), logged, responseCache);
}

function toFile(
  storyboard: Storyboard,
  urls: ImageUrls,
  { kinds = [], height }: StoryboardQuery,
  format: StoryboardFormat,
): Representation {
  return {
    tag: entityTag(format.name, urls.tag, [...kinds].sort().join(), String(height ?? '')),
    contentType: format.contentType,
    expiry: urlExpiryHeader(urls.expires),
    make: () =>
      format.write(withUrls(storyboard, urls.urlOf)) ?? {
        outcome: 'format-not-supported',
        response: problem('format-not-supported', { detail: format.demands }),
      },
    signed: storyboard.images.length,
  };
}
