import * as z from 'zod';
import type { RejectedPermalink } from '../application/links/resolve-permalink.js';
import type { Log } from '../telemetry/log-events.js';
import { createImageDelivery } from '../http/image-delivery.js';
import { servePermalink } from '../http/serve-permalink.js';
import { PAGE_HEADERS, PAGE_TYPE } from '../http/openapi/headers.js';
import { IMAGE_PROBLEMS, imageContent, imageRedirect } from '../http/openapi/image-content.js';
import { linkedUrls, PARAMETERS } from '../http/parameters.js';
import { problem } from '../http/problem.js';
import { httpFunction } from '../runtime.js';

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
  handler: (app) => {
    const deliver = createImageDelivery(app);
    return async ({ request, log }) => {
      const { token = '', name = '' } = request.params;
      const resolved = await app.resolvePermalink(token, name);
      if ('refused' in resolved) return reject(resolved, log);
      const base = `${app.publicUrl}/api/Links/${token}/`;
      const response = await servePermalink(app, deliver, { ...resolved, base }, request, log);
      const { videoId, purpose, keyId } = resolved.link;
      const { what } = resolved.target;
      log('permalink-resolved', { videoId, purpose, key: keyId, what, status: response.status ?? 200 });
      return response;
    };
  },
});

/** Every rejection is the same answer, byte for byte, so that no caller learns which guess was nearer. */
function reject({ refused, link }: RejectedPermalink, log: Log) {
  log('link-refused', { reason: refused, videoId: link?.videoId, purpose: link?.purpose, key: link?.keyId });
  return problem('link-not-found');
}
