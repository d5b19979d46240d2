import type { HttpResponseInit } from '@azure/functions';
import type { FindImage, ImageAsked } from '../application/find-image.js';
import type { Log } from '../application/ports.js';
import type { UrlQuery } from '../application/sign-video.js';
import type { AnswerImage } from './answer-image.js';
import { toUrlQuery } from './list-query.js';
import { problem } from './problem.js';
import { readVideoQuery } from './read-query.js';
import type { Asked } from './request.js';

/** Shows one image of a video, or says why there is none. */
export type ShowImage = (videoId: string, asked: ImageAsked, urls: UrlQuery, log: Log) => Promise<HttpResponseInit>;

export function makeShowImage(find: FindImage, answerImage: AnswerImage): ShowImage {
  return async (videoId, asked, urls, log) => {
    const found = await find(videoId, asked, urls);
    if (found === undefined || 'missing' in found) {
      const missing = found?.missing ?? 'video-not-found';
      const outcome = missing.endsWith('-not-found') ? 'unknown' : missing;
      log('thumbnail-answered', { videoId: found?.videoId ?? videoId, outcome, thumbnailId: nameIn(asked) });
      return problem(missing);
    }
    log('thumbnail-answered', { videoId: found.videoId, outcome: 'shown', thumbnailId: found.image.id });
    return answerImage(found);
  };
}

/** `GET /api/Videos/{id}/Thumbnail.jpg`: a URL that can be written down, for the image that stands for the video. */
export function makeShowThumbnailHandler(show: ShowImage) {
  return (request: Asked, log: Log): Promise<HttpResponseInit> => {
    const { videoId, values } = readVideoQuery(request, ['height', 'at', 'ttl']);
    return show(videoId, { height: values.height, atMs: values.at }, toUrlQuery({ ttl: values.ttl }), log);
  };
}

/** Cut, since a caller may have written anything. */
function nameIn(asked: ImageAsked): string | undefined {
  return 'name' in asked ? asked.name.slice(0, 100) : undefined;
}
