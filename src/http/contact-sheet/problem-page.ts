import type { HttpResponseInit } from '@azure/functions';
import { responseOf, type Handler } from '../handler.js';
import { html } from './html.js';
import { page, pageHeaders } from './page.js';
import { prefersHtml } from './prefers-html.js';

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
      ${detail !== undefined && html`<p class="notice">${detail}</p>`}
      <p class="pages"><a href="">Ask again</a></p>
    </main>`,
  );
  return { status: status ?? 500, headers: { ...(headers as Record<string, string>), ...pageHeaders([]) }, body: text };
}
