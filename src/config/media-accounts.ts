import * as z from 'zod';
import { commaList } from './comma-list.js';
import { isHttpsOrLoopback } from './secure-url.js';

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
export const mediaAccounts = z.string().transform((text, context): MediaAccountSetting[] => {
  const entries = commaList(text);
  const names = new Set<string>();
  return entries.flatMap((entry, i) => {
    const account = readEntry(entry);
    const isRepeated = account !== undefined && names.has(account.name);
    if (account !== undefined && !isRepeated) {
      names.add(account.name);
      return [account];
    }
    const problem = isRepeated ? 'names an account a second time' : 'is not <account>[=<pattern>|<pattern>…]';
    context.addIssue({ code: 'custom', message: `entry ${i + 1} ${problem}` });
    return [];
  });
});

function readEntry(entry: string): MediaAccountSetting | undefined {
  const [where = '', patterns, ...more] = entry.split('=').map((part) => part.trim());
  const located = where.includes('://') ? fromUrl(where) : fromName(where);
  const containerPatterns =
    patterns === undefined ? DEFAULT_PATTERNS : patterns.split('|').map((pattern) => pattern.trim());
  if (located === undefined || more.length > 0 || !containerPatterns.every((pattern) => PATTERN.test(pattern)))
    return undefined;
  return { ...located, containerPatterns };
}

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
