import type { IncomingMessage } from 'node:http';

/** What the host accepts unless FUNCTIONS_REQUEST_BODY_SIZE_LIMIT says otherwise: 100 MiB. */
export const defaultBodyLimitBytes = 104_857_600;

/** The body is over the limit: 413. */
export class BodyTooLargeError extends Error {
  readonly code = 'body-too-large';
}

/**
 * The body of a request to a function. Only a Content-Length above 0 makes one: a chunked body arrives empty, as in
 * the real host. Resolves with bytes that own their buffer; rejects when the client goes away.
 */
export async function readDeclaredBody(
  request: IncomingMessage,
  limitBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const length = Number(request.headers['content-length'] ?? 0);
  if (!(length > 0)) return undefined;
  if (length > limitBytes) throw new BodyTooLargeError();
  const body = new Uint8Array(length);
  let offset = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    body.set(chunk, offset);
    offset += chunk.length;
  }
  return body;
}

/** The body as text, however it is framed: what the webhooks and the admin API read. */
export async function readText(request: IncomingMessage, limitBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving early must not close the connection that is to carry the 413.
  const body = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > limitBytes) throw new BodyTooLargeError();
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks)); // Without a byte order mark, which JSON.parse refuses.
}
