import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type { MakeSheetUrls } from '../../application/show-contact-sheet.js';
import type { Log } from '../../application/ports.js';
import { responseOf, type Answer } from '../answer.js';
import { readVideoQuery } from '../read-query.js';
import type { AnswerContactSheet } from './answer-contact-sheet.js';
import { problemPage } from './page.js';
import { prefersHtml } from './prefers-html.js';

/** `GET /api/Videos/{id}/ContactSheet`. */
export function makeShowContactSheetHandler(answer: AnswerContactSheet, makeUrls: MakeSheetUrls): Answer {
  return inPages((request, log) => {
    const { videoId, values } = readVideoQuery(request, ['series', 'page']);
    return answer({ videoId, query: values, makeUrls }, request, log);
  });
}

/** The same, with problems as pages for people: whoever looks at a page in a browser reads no JSON. */
export function inPages(handle: Answer): Answer {
  return async (request: HttpRequest, log: Log): Promise<HttpResponseInit> => {
    const response = await responseOf(handle, request, log);
    const isProblem = (response.status ?? 200) >= 400;
    return isProblem && prefersHtml(request.headers.get('accept')) ? problemPage(response) : response;
  };
}
