import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/** A request that a page of another site may have sent, and why it is refused. */
export interface Refusal {
  status: 403 | 415;
  text: string;
}

const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Keeps pages of other sites out, since a browser on this machine reaches the host as easily as its user does. `ownName` is the
 * name that the host was told to listen on; `isBuiltIn` is set for `/admin` and `/runtime`, which start functions.
 */
export function refuseForeign(
  { method = 'GET', headers }: { method?: string | undefined; headers: IncomingHttpHeaders },
  { ownName, isBuiltIn }: { ownName: string; isBuiltIn: boolean },
): Refusal | undefined {
  const host = headers.host ?? '';
  if (host !== '' && !isOwnHost(host, ownName))
    return { status: 403, text: 'The local host answers to localhost and to IP addresses, not to other names.' };
  if (SAFE_METHODS.includes(method)) return undefined;
  const { origin, 'sec-fetch-site': site } = headers;
  const isForeign = origin === undefined ? site === 'cross-site' : !isOwnOrigin(origin, host);
  if (isForeign) return { status: 403, text: 'Pages of other sites may change nothing here.' };
  // A page may send other types to any site without asking first.
  if (isBuiltIn && !/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(headers['content-type'] ?? ''))
    return { status: 415, text: 'The content type must be application/json.' };
  return undefined;
}

/** By DNS rebinding a page's own name leads to this machine, so names count; an address is nobody's name. */
function isOwnHost(host: string, ownName: string): boolean {
  const name = host.replace(/:\d+$/, '');
  return LOCAL.test(host) || isIP(name.replace(/^\[(.*)\]$/, '$1')) > 0 || name.toLowerCase() === ownName.toLowerCase();
}

function isOwnOrigin(origin: string, host: string): boolean {
  const [, authority = ''] = /^https?:\/\/(.+)$/i.exec(origin) ?? [];
  return LOCAL.test(authority) || (authority !== '' && authority === host);
}
