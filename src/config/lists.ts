import * as z from 'zod';
import { isHttpsOrLoopback } from './urls.js';

/** What an entry stands for, or what is wrong with it, in words that show nothing of it. */
type Read<T> = { value: T } | { problem: string };

/** A list by commas, in which empty entries do not count. */
function listOf<T>(read: (entry: string, before: readonly T[]) => Read<T>) {
  return z.string().transform((text, context): T[] => {
    const list: T[] = [];
    const entries = text.split(',').map((entry) => entry.trim());
    for (const [i, entry] of entries.filter((one) => one !== '').entries()) {
      const found = read(entry, list);
      if ('value' in found) list.push(found.value);
      else context.addIssue({ code: 'custom', message: `entry ${i + 1} ${found.problem}` });
    }
    return list;
  });
}

/** `https://a.example, https://b.example:8080`: origins as browsers send them; `http://localhost:*`; or `*` for every page. */
export const origins = listOf<string>((entry) =>
  entry === '*' || LOCAL_PAGES.test(entry) || isOrigin(entry)
    ? { value: entry }
    : { problem: 'is not an origin such as https://www.example.com, without a path, nor *' },
);

/** Any port of this machine, where development servers have many. */
const LOCAL_PAGES = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\]):\*$/;

function isOrigin(text: string): boolean {
  return /^https?:[^*]*$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/** What the platform leaves in place of keys that it could not fetch: no keys, and no reason to refuse the settings. */
const REFERENCE = /^@Microsoft\.KeyVault\(/i;
const fetched = z.string().transform((text) => (REFERENCE.test(text) ? '' : text));

/** A key that signs permalinks. Its id is in every link, so that operators see which links still need it. */
export interface LinkKeySetting {
  id: string;
  secret: string;
}

/** The id is short, since it is in every link. Secrets are of what base64, hex and URLs are written in. */
const LINK_KEY = /^([A-Za-z0-9-]{1,16}):([\w.~+/=-]{32,200})$/;
const ADMIN_KEY = /^[\w.~+/=-]{32,200}$/;

/** `2026:secret, 2025:secret`: the first signs, all are accepted. So a new key can be added before an old one is removed. */
export const linkKeys = fetched.pipe(
  listOf<LinkKeySetting>((entry, before) => {
    const [, id, secret] = LINK_KEY.exec(entry) ?? [];
    if (id === undefined || secret === undefined) {
      return {
        problem: 'is not <id>:<secret>, 1 to 16 letters, digits and -, then 32 to 200 letters, digits and -._~+/=',
      };
    }
    const isRepeated = before.some((key) => key.id === id);
    return isRepeated ? { problem: 'has the id of an entry before it' } : { value: { id, secret } };
  }),
);

/** The keys of those who may delete videos; several, so that a new one can be added before an old one is removed. */
export const adminKeys = fetched.pipe(
  listOf<string>((entry) =>
    ADMIN_KEY.test(entry) ? { value: entry } : { problem: 'is not a key of 32 to 200 letters, digits and -._~+/=' },
  ),
);

/** One storage account of `MEDIA_STORAGE_ACCOUNTS`. */
export interface MediaAccountSetting {
  name: string;
  /** The blob endpoint, without a slash at its end. */
  endpoint: string;
  containerPatterns: readonly string[];
}

/** What Media Services named its containers. */
export const DEFAULT_PATTERNS: readonly string[] = ['asset-*'];
const NAME = /^[a-z0-9]{3,24}$/;
/** Up to 63 characters of a container's name, and a few wildcards. */
const PATTERN = /^(?!(?:.*\*){5})[a-z0-9$*-]{1,63}$/;

/**
 * `contoso, fabrikam=asset-*|video-*, https://name.blob.core.chinacloudapi.cn=…`: storage accounts by name or by blob
 * endpoint, each with the container patterns that may be read and signed (default `asset-*`). The first is the account
 * of assets that name none.
 */
export const mediaAccounts = listOf<MediaAccountSetting>((entry, before) => {
  const [where = '', patterns, ...more] = entry.split('=').map((part) => part.trim());
  const located = where.includes('://') ? fromUrl(where) : fromName(where);
  const containerPatterns = patterns?.split('|').map((pattern) => pattern.trim()) ?? DEFAULT_PATTERNS;
  if (located === undefined || more.length > 0 || !containerPatterns.every((pattern) => PATTERN.test(pattern))) {
    return { problem: 'is not <account>[=<pattern>|<pattern>…]' };
  }
  const isRepeated = before.some(({ name }) => name === located.name);
  return isRepeated ? { problem: 'names an account a second time' } : { value: { ...located, containerPatterns } };
});

function fromName(name: string): { name: string; endpoint: string } | undefined {
  return NAME.test(name) ? { name, endpoint: `https://${name}.blob.core.windows.net` } : undefined;
}

/** The account is the host's first label; in path style, as Azurite has it, the first part of the path. */
function fromUrl(text: string): { name: string; endpoint: string } | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const [inPath = ''] = url.pathname.split('/').filter((part) => part !== '');
  const name = inPath === '' ? (url.hostname.split('.')[0] ?? '') : inPath;
  if (!NAME.test(name) || url.search !== '' || !isHttpsOrLoopback(text)) return undefined;
  return { name, endpoint: url.origin + url.pathname.replace(/(?<!\/)\/+$/, '') };
}
