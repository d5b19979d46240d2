import type { ServerResponse } from 'node:http';
import type { HttpAnswer } from './from-rpc-http.js';

/** Sends a whole answer. A client that has gone away is no error: there is nobody left to tell. */
export function sendAnswer(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, headers);
  response.end(body);
}

/** An answer of the host itself: empty unless it has something to say. */
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
