import Negotiator from 'negotiator';

const PAGE = 'text/html;charset=utf-8';

/** Whether the caller prefers a page to a problem as JSON: browsers do, and no caller without an `Accept` header does. */
export function prefersHtml(accept: string | null): boolean {
  const negotiator = new Negotiator({ headers: { accept: accept ?? '' } });
  return negotiator.mediaType(['application/problem+json', 'application/json', PAGE]) === PAGE;
}
