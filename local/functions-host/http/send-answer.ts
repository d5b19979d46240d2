import type { ServerResponse } from 'node:http';
import type { HttpAnswer } from './from-rpc-http.js';
import { createUnreadAnswers } from './unread-answers.js';

const unread = createUnreadAnswers();

/** Sends a response, or 503 where too many bytes wait for their callers. A client that has disconnected is not an error. */
export function sendAnswer(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  if (response.destroyed || response.headersSent) return;
  if (body !== undefined && !unread.add(response, Buffer.byteLength(body))) {
    response.writeHead(503, { 'retry-after': '1', 'content-length': '0' });
    response.end();
    return;
  }
  response.writeHead(status, headers);
  response.end(body);
}

/** Sends a response of the host itself. */
export function sendText(
  response: ServerResponse,
  { status, text = '', headers = {} }: { status: number; text?: string; headers?: Record<string, string> },
): void {
  sendAnswer(response, {
    status,
    headers: {
      ...headers,
      ...(status !== 204 && { 'content-length': String(Buffer.byteLength(text)) }),
      ...(text !== '' && { 'content-type': headers['content-type'] ?? 'text/plain; charset=utf-8' }),
    },
    body: text === '' ? undefined : text,
  });
}
