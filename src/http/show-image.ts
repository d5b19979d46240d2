import type { HttpResponseInit } from '@azure/functions';
import type { FindImage, ImageAsked } from '../application/find-image.js';
import type { Log } from '../application/ports.js';
import type { UrlLife } from '../domain/signing-window.js';
import type { BringImage } from './bring-image.js';
import { toUrlQuery } from './list-query.js';
import { problem } from './problem.js';
import { readVideoQuery } from './read-query.js';
import type { Asked } from './request.js';

/** Which image of which video, and how long what leads to it is to work. */
export interface ImageWish {
  videoId: string;
  asked: ImageAsked;
  life: UrlLife;
}

/** Shows one image of a video, or says why there is none. */
export type ShowImage = (wish: ImageWish, request: Pick<Asked, 'headers'>, log: Log) => Promise<HttpResponseInit>;

export function makeShowImage(find: FindImage, bringImage: BringImage): ShowImage {
  return async ({ videoId, asked, life }, request, log) => {
    const found = await find(videoId, asked);
    if (found === undefined || 'missing' in found) {
      const missing = found?.missing ?? 'video-not-found';
      const outcome = missing.endsWith('-not-found') ? 'unknown' : missing;
      log('thumbnail-answered', { videoId: found?.videoId ?? videoId, outcome, thumbnailId: nameIn(asked) });
      return problem(missing, { detail: found?.failureReason });
    }
    log('thumbnail-answered', { videoId: found.video.id, outcome: 'shown', thumbnailId: found.image.id });
    return bringImage({ ...found, life }, request);
  };
}

/** `GET /api/Videos/{id}/Thumbnail.jpg`: a URL that can be written down, for the image that stands for the video. */
export function makeShowThumbnailHandler(show: ShowImage) {
  return (request: Asked, log: Log): Promise<HttpResponseInit> => {
    const { videoId, values } = readVideoQuery(request, ['height', 'at', 'ttl']);
    const asked = { height: values.height, atMs: values.at };
    return show({ videoId, asked, life: toUrlQuery({ ttl: values.ttl }) }, request, log);
  };
}

/** Cut, since a caller may have written anything. */
function nameIn(asked: ImageAsked): string | undefined {
  return 'name' in asked ? asked.name.slice(0, 100) : undefined;
}
