import type { IncomingMessage } from 'node:http';

/** The default of FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: 100 MiB. */
export const defaultBodyLimitBytes = 104_857_600;

/** The body is over the limit: 413. */
export class BodyTooLargeError extends Error {
  readonly code = 'body-too-large';
}

/**
 * Reads the body of a request to a function, if its Content-Length is above 0: a chunked body arrives empty, as in the
 * real host. Resolves with bytes that own their buffer; rejects when the client disconnects.
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

/** Reads a body as text, also a chunked one, for the webhooks and the admin API. */
export async function readText(request: IncomingMessage, limitBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  // An early exit must not close the connection, which still has to send the 413.
  const body = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > limitBytes) throw new BodyTooLargeError();
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks)); // Without a byte order mark, which JSON.parse refuses.
}
