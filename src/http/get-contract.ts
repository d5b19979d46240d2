import type { HttpResponseInit } from '@azure/functions';
import { makeContract } from './contract/document.js';
import { entityTag, isHeld } from './entity-tag.js';
import type { Asked } from './request.js';
import { json, notModified } from './response.js';

/** `GET /api/openapi.json`. The contract is made when it is first asked for, and is the same as long as the app runs. */
export function makeGetContractHandler() {
  let made: { body: string; tag: string } | undefined;
  return (request: Pick<Asked, 'headers'>): HttpResponseInit => {
    const { body, tag } = (made ??= withTag(JSON.stringify(makeContract())));
    return isHeld(request, tag) ? notModified(tag) : json(body, tag);
  };
}

function withTag(body: string): { body: string; tag: string } {
  return { body, tag: entityTag('contract', body) };
}
