import * as z from 'zod';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Plain HTTP would carry keys and tokens in the clear: on loopback alone. Judged by the host that is really asked:
 * `http://localhost:1@elsewhere` only looks like loopback. `text` must be a URL.
 */
export function isHttpsOrLoopback(text: string): boolean {
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
}

/** Where a service is reached, without a slash at its end. */
export const serviceUrl = z
  .url({ error: 'must be a URL', abort: true })
  .refine(isHttpsOrLoopback, 'must be https (http on loopback only)')
  .transform((url) => url.replace(/(?<!\/)\/+$/, ''));
