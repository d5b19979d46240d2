import * as z from 'zod';
import { createGetOpenApi } from '../http/openapi/get-open-api.js';
import { appRoot, httpFunction } from '../runtime.js';

const getDocument = createGetOpenApi(appRoot);

export const getOpenApi = httpFunction({
  name: 'getOpenApi',
  method: 'GET',
  route: 'openapi.json',
  access: 'anyone',
  summary: 'This contract',
  responses: {
    200: {
      description: 'An OpenAPI document.',
      headers: ['ETag'],
      content: {
        'application/json': {
          schema: z.looseObject({ openapi: z.literal('3.1.0') }),
          example: { openapi: '3.1.0', info: { title: 'Stillframe', version: '1' } },
        },
      },
    },
  },
  problems: [],
  handler:
    () =>
    ({ request }) =>
      getDocument(request),
  withBadSettings: () => getDocument,
});
