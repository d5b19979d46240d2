import type { HttpResponseInit } from '@azure/functions';
import type { Log } from '../telemetry/log-events.js';
import type { FindImage, ImageQuery } from '../application/reading/select-images.js';
import type { UrlLife } from '../domain/signing-window.js';
import type { Video } from '../domain/video.js';
import type { ImageDelivery } from './image-delivery.js';
import { problem } from './problem.js';
import type { RequestLike } from './request.js';

/** Which image of which video, and how long its URL must work. */
export interface ServeRequest {
  /** As it was asked for. */
  videoId: string;
  video: Video | undefined;
  query: ImageQuery;
  life: UrlLife;
}

/** Answers with one image of a video, or says why there is none. */
export async function serveImage(
  findImage: FindImage,
  deliver: ImageDelivery,
  { videoId, video, query, life }: ServeRequest,
  request: Pick<RequestLike, 'headers'>,
  log: Log,
): Promise<HttpResponseInit> {
  const found = video === undefined ? ({ missing: 'video-not-found' } as const) : { video, ...findImage(video, query) };
  if (!('image' in found)) {
    const { missing } = found;
    const outcome = missing.endsWith('-not-found') ? 'unknown' : missing;
    log('thumbnail-answered', { videoId: video?.id ?? videoId, outcome, thumbnailId: nameIn(query) });
    return problem(missing, { detail: 'failureReason' in found ? found.failureReason : undefined });
  }
  log('thumbnail-answered', { videoId: found.video.id, outcome: 'shown', thumbnailId: found.image.id });
  return deliver({ video: found.video, image: found.image, life }, request);
}

/** Cut, since callers may send any text. */
function nameIn(query: ImageQuery): string | undefined {
  return 'name' in query ? query.name.slice(0, 100) : undefined;
}
