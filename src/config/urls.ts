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

/** Where callers reach this app, without a slash at its end; a path is that of a gateway before it. */
export const publicUrl = serviceUrl.refine(isPlain, 'must have no user, query or fragment');

function isPlain(text: string): boolean {
  const { username, password } = new URL(text);
  return username === '' && password === '' && !/[?#]/.test(text);
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

/**
 * A connection string with the account's key, or Azurite's short form, for one service of the account. Whatever is taken
 * here is taken by the SDK too, which would throw only when the first request comes.
 * https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string
 */
export function connectionStringOf(service: 'Blob' | 'Table') {
  const problem = `must hold DefaultEndpointsProtocol, AccountName, AccountKey, and EndpointSuffix or ${service}Endpoint`;
  return z
    .string()
    .refine(hasSecureEndpoints, { error: 'must name https endpoints (http on loopback only)', abort: true })
    .refine((text) => isWhole(text, service), problem);
}

function isWhole(text: string, service: string): boolean {
  if (text.startsWith('UseDevelopmentStorage=true')) return true;
  const names = partsOf(text).flatMap((part) => /^(\w+)=./.exec(part)?.[1] ?? []);
  const isLocated = names.includes('EndpointSuffix') || names.includes(`${service}Endpoint`);
  return isLocated && ['DefaultEndpointsProtocol', 'AccountName', 'AccountKey'].every((name) => names.includes(name));
}

function hasSecureEndpoints(text: string): boolean {
  const parts = partsOf(text);
  const endpoints = parts.flatMap((part) => /^\w+Endpoint=(.*)$/i.exec(part)?.[1] ?? []);
  if (!endpoints.every((url) => URL.canParse(url) && isHttpsOrLoopback(url))) return false;
  return endpoints.length > 0 || !parts.some((part) => /^DefaultEndpointsProtocol=http$/i.test(part));
}

function partsOf(text: string): string[] {
  return text.split(';').map((part) => part.trim());
}
