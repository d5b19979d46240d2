import type { MakeImageUrls } from '../../application/get-storyboard.js';
import type { Log } from '../../application/ports.js';
import type { UrlQuery } from '../../application/sign-video.js';
import type { ParameterValues } from '../parameters.js';
import { readVideoQuery } from '../read-query.js';
import type { Asked } from '../request.js';
import type { AnswerStoryboard } from './answer-storyboard.js';
import { FORMATS, type StoryboardFormat } from './storyboard-formats.js';

/** What may be asked of a storyboard. */
export const STORYBOARD_PARAMETERS = ['kind', 'height', 'urls', 'ttl'] as const;

type MakeUrlsFor = (asked: UrlQuery) => MakeImageUrls;

/** `GET /api/Videos/{id}/Thumbnails.vtt` and `…/Thumbnails.m3u8`: the storyboard in the format that the route stands for. */
export function makeGetStoryboardHandler(answer: AnswerStoryboard, urlsFor: MakeUrlsFor, format: StoryboardFormat) {
  return (request: Asked, log: Log) => {
    const { videoId, values } = readVideoQuery(request, STORYBOARD_PARAMETERS);
    return answer({ videoId, ...toWish(values, urlsFor), format }, request, log);
  };
}

/** `GET /api/Videos/{id}/Storyboard.json`: in the dialect that the caller picks. */
export function makeGetStoryboardJsonHandler(answer: AnswerStoryboard, urlsFor: MakeUrlsFor) {
  return (request: Asked, log: Log) => {
    const { videoId, values } = readVideoQuery(request, [...STORYBOARD_PARAMETERS, 'format']);
    return answer({ videoId, ...toWish(values, urlsFor), format: FORMATS[values.format ?? 'cues'] }, request, log);
  };
}

function toWish(
  { kind, height, urls, ttl }: ParameterValues<(typeof STORYBOARD_PARAMETERS)[number]>,
  urlsFor: MakeUrlsFor,
) {
  return {
    wanted: { ...(kind && { kinds: kind }), ...(height !== undefined && { height }) },
    makeUrls: urlsFor({ ...(urls && { urls }), ...(ttl !== undefined && { ttlSeconds: ttl }) }),
  };
}
