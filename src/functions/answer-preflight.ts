import { preflight } from '../http/cors.js';
import { PREFLIGHT_HEADERS } from '../http/openapi/headers.js';
import { httpFunction } from '../runtime.js';

/** `OPTIONS` of every route, for hosts that do not answer preflights themselves as Azure does. */
export const answerPreflight = httpFunction({
  name: 'answerPreflight',
  method: 'OPTIONS',
  route: '{*path}',
  access: 'anyone',
  summary: 'CORS preflight',
  responses: { 204: { description: 'The allowed methods, headers and origin.', headers: PREFLIGHT_HEADERS } },
  problems: [],
  handler:
    ({ corsAllowedOrigins }) =>
    ({ request }) =>
      preflight(corsAllowedOrigins, request),
  withBadSettings: () => (request) => preflight([], request),
});
