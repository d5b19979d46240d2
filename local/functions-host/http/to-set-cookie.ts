import type { RpcCookie } from '../rpc.js';

/** Formats a `Set-Cookie` value as ASP.NET Core does: escaped value, attributes in lower case, path `/` by default. */
export function toSetCookie(cookie: RpcCookie): string {
  const { name, value, expires, maxAge, domain, path, secure, sameSite, httpOnly } = cookie;
  const attributes = [
    `${name ?? ''}=${escapeDataString(value ?? '')}`,
    expires && `expires=${new Date(expires.value.seconds * 1000).toUTCString()}`,
    maxAge && `max-age=${Math.trunc(maxAge.value)}`,
    domain && `domain=${domain.value}`,
    `path=${path?.value ?? '/'}`,
    secure?.value && 'secure',
    sameSite && sameSite !== 'none' && `samesite=${sameSite === 'explicitNone' ? 'none' : sameSite}`,
    httpOnly?.value && 'httponly',
  ];
  return attributes.filter((attribute) => typeof attribute === 'string').join('; ');
}

/** .NET's Uri.EscapeDataString, which escapes five characters more than encodeURIComponent. */
function escapeDataString(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
