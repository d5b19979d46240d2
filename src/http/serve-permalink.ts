import type { HttpResponseInit } from '@azure/functions';
import type { ResolvedPermalink } from '../application/links/resolve-permalink.js';
import type { Log } from '../telemetry/log-events.js';
import type { GetContactSheet, GetStoryboard } from '../application/reading/select-images.js';
import {
  linkedImageUrls,
  linkedSheetUrls,
  type Delivery,
  type SigningPorts,
} from '../application/reading/image-urls.js';
import type { StoryboardName } from '../domain/link.js';
import { representSheet } from './contact-sheet/represent-sheet.js';
import type { ImageDelivery } from './image-delivery.js';
import { linkedUrls, PARAMETERS } from './parameters.js';
import { problem } from './problem.js';
import { readQuery } from './read-query.js';
import type { ResponseCache } from './represent.js';
import type { RequestLike } from './request.js';
import { respondWithStoryboard } from './storyboard/answer-storyboard.js';
import { FORMATS, type StoryboardFormat } from './storyboard/storyboard-formats.js';

interface Ports {
  getStoryboard: GetStoryboard;
  getContactSheet: GetContactSheet;
  signing: SigningPorts;
  imageDelivery: Delivery;
  imageOrigins: readonly string[];
  responseCache: ResponseCache;
}

/** Answers with what a permalink leads to. `base` is the permalink without a name. */
export async function servePermalink(
  { getStoryboard, getContactSheet, signing, imageDelivery, imageOrigins, responseCache }: Ports,
  deliver: ImageDelivery,
  { video, link, target, base }: ResolvedPermalink & { base: string },
  request: RequestLike,
  log: Log,
): Promise<HttpResponseInit> {
  const life = { notAfter: link.expires };
  switch (target.what) {
    case 'image':
      return deliver({ video, image: target.image, life }, request);
    case 'poster':
      if ('missing' in target) return problem(target.missing, { detail: target.failureReason });
      return deliver({ video, image: target.image, life }, request);
    case 'storyboard': {
      const format = formatOf(target.name, request);
      // A caller who cannot reach storage is not helped by a signed URL.
      const { urls = imageDelivery === 'proxy' ? 'permalink' : 'sas' } = readQuery(request, { urls: linkedUrls });
      const asked = { videoId: video.id, video, query: target.scope, format };
      const makeUrls = () => linkedImageUrls(signing, video, { link, base }, urls);
      return respondWithStoryboard({ getStoryboard, responseCache }, asked, makeUrls, request, log);
    }
    case 'page': {
      const { series, page } = PARAMETERS;
      const found = getContactSheet(video, readQuery(request, { series, page }));
      const isEmpty = found.missing !== undefined;
      const urls = isEmpty ? undefined : await linkedSheetUrls(signing, video, { link, base }, imageDelivery);
      return representSheet({ found, urls, imageOrigins }, request, log);
    }
  }
}

function formatOf(name: StoryboardName, request: RequestLike): StoryboardFormat {
  if (name === 'Thumbnails.vtt') return FORMATS.webvtt;
  if (name === 'Thumbnails.m3u8') return FORMATS.playlist;
  return FORMATS[readQuery(request, { format: PARAMETERS.format }).format ?? 'cues'];
}
