import { sendText } from './send-answer.js';
import type { ServerResponse } from 'node:http';

const HTML = { 'content-type': 'text/html; charset=utf-8' };

/** The page at `/`: where a video's contact sheet is, and what else there is to see. */
const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Stillframe</title>
<body style="max-width: 40rem; margin: 3rem auto; padding: 0 1rem; font: 1rem/1.6 system-ui, sans-serif">
<h1>Stillframe runs</h1>
<form>
  <label>Id of a video <input name="video" value="sample" required></label>
  <button>Show its contact sheet</button>
</form>
<ul>
  <li><a href="/api/openapi.json">The API</a> as an OpenAPI document</li>
  <li><a href="/api/health/ready">Readiness</a> of storage and encoder</li>
</ul>
</html>
`;

/** Answers `/`; with `?video=ID`, which the form of the page sends, it leads to the contact sheet. */
export function sendHomePage(response: ServerResponse, query: string): void {
  const video = new URLSearchParams(query).get('video');
  if (video === null) sendText(response, { status: 200, text: PAGE, headers: HTML });
  else
    sendText(response, { status: 302, headers: { location: `/api/Videos/${encodeURIComponent(video)}/ContactSheet` } });
}
