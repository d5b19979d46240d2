import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HttpResponseInit } from '@azure/functions';
import { entityTag, matchesIfNoneMatch } from '../entity-tag.js';
import type { RequestLike } from '../request.js';
import { json, notModified } from '../response.js';

/** Below the folder of the app, in the repository and in the deployed package alike. */
export const OPENAPI_FILE = 'dist/openapi.json';

/** Serves the document that `npm run build` writes; the file is read at the first request. */
export function createGetOpenApi(appRoot: string) {
  let document: { body: string; tag: string } | undefined;
  return async (request: Pick<RequestLike, 'headers'>): Promise<HttpResponseInit> => {
    const { body, tag } = (document ??= await readDocument(join(appRoot, OPENAPI_FILE)));
    return matchesIfNoneMatch(request, tag) ? notModified(tag) : json(body, tag);
  };
}

async function readDocument(file: string): Promise<{ body: string; tag: string }> {
  const body = await readFile(file, 'utf8');
  return { body, tag: entityTag('openapi', body) };
}
