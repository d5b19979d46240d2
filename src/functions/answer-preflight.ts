import { preflight } from '../http/cors.js';
import { headersOfPreflight } from '../http/openapi/headers.js';
import { httpFunction } from '../runtime.js';

/** `OPTIONS` of every route, for hosts that do not answer preflights themselves as Azure does. */
export const answerPreflight = httpFunction({
  name: 'answerPreflight',
  method: 'OPTIONS',
  route: '{*path}',
  access: 'anyone',
  summary: 'What pages may ask',
  responses: { 204: { description: 'What may be asked, and by whom.', headers: headersOfPreflight } },
  problems: [],
  handler:
    ({ corsAllowedOrigins }) =>
    ({ request }) =>
      preflight(corsAllowedOrigins, request),
  withBadSettings: () => (request) => preflight([], request),
});
