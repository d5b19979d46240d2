import type { HttpResponseInit } from '@azure/functions';
import Negotiator from 'negotiator';
import { createHash } from 'node:crypto';
import { LIMITS } from '../../domain/limits.js';
import { responseOf, type Handler } from '../handler.js';
import { PAGE_TYPE } from '../openapi/headers.js';
import { html, Html, type Content } from './html.js';
import { PAGE_SCRIPT } from './page-script.js';
import { PAGE_STYLE } from './page-style.js';

/** What a page allows (https://www.w3.org/TR/CSP3): its own style and script by their hashes, images of some origins. */
function contentSecurityPolicy(imageOrigins: readonly string[]): string {
  return [
    "default-src 'none'",
    `img-src ${imageOrigins.length === 0 ? "'none'" : imageOrigins.join(' ')}`,
    `script-src ${hashOf(PAGE_SCRIPT)}`,
    `style-src ${hashOf(PAGE_STYLE)}`,
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    // The script makes no HTML of anything: nothing has to be trusted.
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** Headers of every page: not indexed, not shown in a frame, and its URL is not sent as a referrer. */
export function pageHeaders(imageOrigins: readonly string[]) {
  return {
    'Content-Type': PAGE_TYPE,
    'Content-Security-Policy': contentSecurityPolicy(imageOrigins),
    'Referrer-Policy': 'no-referrer',
    'X-Frame-Options': 'DENY',
    'X-Robots-Tag': 'noindex, nofollow',
  };
}

/** As a whole, since not a space may be added to what the policy has the hash of. */
const STYLE = new Html(`<style>${PAGE_STYLE}</style>`);
const SCRIPT = new Html(`<script>${PAGE_SCRIPT}</script>`);

export function page(title: string, body: Content): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        ${STYLE}
      </head>
      <body>
        ${body}
        <p id="status" role="status"></p>
        ${SCRIPT}
      </body>
    </html> `.text;
}

/** The same handler, with problems as pages for callers that prefer HTML: a person in a browser reads no JSON. */
export function inPages(handle: Handler): Handler {
  return async (request, log) => {
    const response = await responseOf(handle, request, log);
    const isProblem = (response.status ?? 200) >= 400;
    return isProblem && prefersHtml(request.headers.get('accept')) ? problemPage(response) : response;
  };
}

/** A problem (RFC 9457) for a person: the same status, with its title and detail as a page. */
function problemPage({ status, headers, body }: HttpResponseInit): HttpResponseInit {
  const { title = '', detail } = JSON.parse(typeof body === 'string' ? body : '{}') as {
    title?: string;
    detail?: string;
  };
  const text = page(
    title,
    html`<main>
      <p class="kicker">Contact sheet</p>
      <h1>${title}</h1>
      ${detail !== undefined && html`<p class="notice"><bdi>${detail}</bdi></p>`}
      <p class="pages"><a href="">Ask again</a></p>
    </main>`,
  );
  return { status: status ?? 500, headers: { ...(headers as Record<string, string>), ...pageHeaders([]) }, body: text };
}

/** Whether the caller prefers a page to a problem as JSON: browsers do, and no caller without an `Accept` header does. */
export function prefersHtml(given: string | null): boolean {
  const accept = given !== null && given.length <= LIMITS.acceptCharacters ? given : '';
  const negotiator = new Negotiator({ headers: { accept } });
  return negotiator.mediaType(['application/problem+json', 'application/json', PAGE_TYPE]) === PAGE_TYPE;
}
