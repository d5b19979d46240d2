import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import { OPENAPI_FILE } from '../http/openapi/document.js';
import { entityTag, represent } from '../http/represent.js';
import type { RequestLike } from '../http/request.js';
import { appRoot, httpFunction } from '../runtime.js';

/** Serves the document that `npm run build` writes into this folder; the file is read at the first request. */
export function createGetDocument(root: string) {
  let read: string | undefined;
  return async (request: Pick<RequestLike, 'headers'>): Promise<HttpResponseInit> => {
    const body = (read ??= await readFile(join(root, OPENAPI_FILE), 'utf8'));
    return represent(request, { tag: entityTag('openapi', body), make: () => body }, () => undefined);
  };
}

const getDocument = createGetDocument(appRoot);

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
