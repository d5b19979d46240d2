import type { ServerResponse } from 'node:http';
import type { HttpAnswer } from './from-rpc-http.js';

/** Sends a response. A client that has disconnected is not an error. */
export function sendAnswer(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  if (response.destroyed || response.headersSent) return;
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
