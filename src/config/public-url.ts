import { isHttpsOrLoopback, serviceUrl } from './secure-url.js';

/** Where callers reach this app, without a slash at its end; a path is that of a gateway before it. */
export const publicUrl = serviceUrl.refine(isPlain, 'must have no user, query or fragment');

function isPlain(text: string): boolean {
  const { username, password, search, hash } = new URL(text);
  return username === '' && password === '' && search === '' && hash === '' && !/[?#]/.test(text);
}

/**
 * The same by the name that the platform gives the app in `WEBSITE_HOSTNAME`: https, or http where that is this machine, as
 * with the local host and Core Tools. What a request says of its host is never asked: callers choose it.
 */
export function publicUrlOf(hostname: string | undefined): string | undefined {
  if (hostname === undefined || !/^[\w.:[\]-]+$/.test(hostname)) return undefined;
  const plain = `http://${hostname}`;
  if (!URL.canParse(plain)) return undefined;
  return isHttpsOrLoopback(plain) ? plain : `https://${hostname}`;
}
