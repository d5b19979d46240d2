import Negotiator from 'negotiator';
import { LIMITS } from '../../domain/limits.js';

const PAGE = 'text/html;charset=utf-8';

/** Whether the caller prefers a page to a problem as JSON: browsers do, and no caller without an `Accept` header does. */
export function prefersHtml(given: string | null): boolean {
  const accept = given ?? '';
  const negotiator = new Negotiator({ headers: { accept: accept.length > LIMITS.acceptCharacters ? '' : accept } });
  return negotiator.mediaType(['application/problem+json', 'application/json', PAGE]) === PAGE;
}
