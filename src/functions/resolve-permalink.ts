import type { HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import type { App } from '../app.js';
import type { RejectedPermalink, ResolvedPermalink } from '../application/links/resolve-permalink.js';
import { linkedImageUrls, linkedSheetUrls } from '../application/reading/image-urls.js';
import type { StoryboardName } from '../domain/link.js';
import { answerContactSheet } from '../http/contact-sheet/sheet-page.js';
import { PAGE_HEADERS, PAGE_TYPE } from '../http/openapi/headers.js';
import { linkedUrls, PARAMETERS } from '../http/parameters.js';
import { problem } from '../http/problem.js';
import { readQuery } from '../http/read-query.js';
import type { RequestLike } from '../http/request.js';
import { deliverImage, IMAGE_PROBLEMS, imageContent, imageRedirect } from '../http/serve-image.js';
import { respondWithStoryboard } from '../http/storyboard/answer-storyboard.js';
import { FORMATS, type StoryboardFormat } from '../http/storyboard/storyboard-formats.js';
import { httpFunction } from '../runtime.js';
import type { Log } from '../telemetry/log-events.js';

const text = z.string();
const { format, series, page } = PARAMETERS;

/** Every caller who has the permalink may ask. */
export const resolvePermalink = httpFunction({
  name: 'resolvePermalink',
  method: 'GET',
  route: 'Links/{token}/{name}',
  access: 'anyone',
  summary: 'What a permalink leads to',
  description: 'Every refusal is one and the same answer: `link-not-found`.',
  lateQuery: { urls: linkedUrls, format, series, page },
  responses: {
    200: {
      description: 'A storyboard or the contact sheet; or the image itself, where the app serves images itself.',
      headers: ['ETag', 'X-Url-Expires', 'Retry-After', 'Content-Disposition', ...PAGE_HEADERS],
      content: {
        ...imageContent,
        'text/vtt': { schema: text, example: 'WEBVTT\n' },
        'application/json': { schema: z.unknown(), example: [] },
        'application/vnd.apple.mpegurl': { schema: text, example: '#EXTM3U\n' },
        [PAGE_TYPE]: { schema: text, example: '<!doctype html>' },
      },
    },
    302: imageRedirect,
  },
  problems: [
    ...(['bad-request', 'link-not-found', 'pending', 'failed', 'no-thumbnails', 'no-timeline'] as const),
    ...(['format-not-supported', ...IMAGE_PROBLEMS, 'internal', 'unavailable', 'bad-settings'] as const),
  ],
  handler:
    (app) =>
    async ({ request, log }) => {
      const { token = '', name = '' } = request.params;
      const resolved = await app.resolvePermalink(token, name);
      if ('refused' in resolved) return reject(resolved, log);
      const base = `${app.publicUrl}/api/Links/${token}/`;
      const response = await serveTarget(app, { ...resolved, base }, request, log);
      const { videoId, purpose, keyId } = resolved.link;
      const { what } = resolved.target;
      log('permalink-resolved', { videoId, purpose, key: keyId, what, status: response.status ?? 200 });
      return response;
    },
});

/** Answers with what a permalink leads to. `base` is the permalink without a name. */
async function serveTarget(
  app: App,
  { video, link, target, base }: ResolvedPermalink & { base: string },
  request: RequestLike,
  log: Log,
): Promise<HttpResponseInit> {
  const { signing, imageDelivery } = app;
  const life = { notAfter: link.expires };
  if ('missing' in target) return problem(target.missing, { detail: target.failureReason });
  switch (target.what) {
    case 'image':
    case 'poster':
      return deliverImage(app, { video, image: target.image, life }, request);
    case 'storyboard': {
      const format = formatOf(target.name, request);
      // A caller who cannot reach storage is not helped by a signed URL.
      const { urls = imageDelivery === 'proxy' ? 'permalink' : 'sas' } = readQuery(request, { urls: linkedUrls });
      const asked = { videoId: video.id, video, query: target.scope, format };
      const makeUrls = () => linkedImageUrls(signing, video, { link, base }, urls);
      return respondWithStoryboard(app, asked, makeUrls, request, log);
    }
    case 'page': {
      const asked = { video, query: readQuery(request, { series, page }) };
      const makeUrls = () => linkedSheetUrls(signing, video, { link, base }, imageDelivery);
      return answerContactSheet(app, asked, makeUrls, request, log);
    }
  }
}

function formatOf(name: StoryboardName, request: RequestLike): StoryboardFormat {
  if (name === 'Thumbnails.vtt') return FORMATS.webvtt;
  if (name === 'Thumbnails.m3u8') return FORMATS.playlist;
  return FORMATS[readQuery(request, { format }).format ?? 'cues'];
}

/** Every rejection is the same answer, byte for byte, so that no caller learns which guess was nearer. */
function reject({ refused, link }: RejectedPermalink, log: Log) {
  log('link-refused', { reason: refused, videoId: link?.videoId, purpose: link?.purpose, key: link?.keyId });
  return problem('link-not-found');
}
