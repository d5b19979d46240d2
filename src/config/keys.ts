import * as z from 'zod';
import { commaList } from './comma-list.js';

/** A key that signs permalinks. Its id is in every link, so that operators see which links still need it. */
export interface LinkKeySetting {
  id: string;
  secret: string;
}

/** The id is short, since it is in every link; the secret is of what base64, hex and URLs are written in. */
const ENTRY = /^([A-Za-z0-9-]{1,16}):([\w.~+/=-]{32,200})$/;
/** What the platform leaves in place of a key that it could not fetch: no secret, and no reason to refuse the settings. */
const REFERENCE = /^@Microsoft\.KeyVault\(/i;

/** `2026:secret, 2025:secret`: the first signs, all are accepted. So a new key can be added before an old one is removed. */
export const linkKeys = z.string().transform((text, context): LinkKeySetting[] => {
  if (REFERENCE.test(text)) return [];
  const ids = new Set<string>();
  const entries = commaList(text);
  return entries.flatMap((entry, i) => {
    const [, id = '', secret = ''] = ENTRY.exec(entry) ?? [];
    const isRepeated = ids.has(id);
    ids.add(id);
    if (id !== '' && !isRepeated) return [{ id, secret }];
    const problem =
      id === ''
        ? 'is not <id>:<secret>, 1 to 16 letters, digits and -, then 32 to 200 letters, digits and -._~+/='
        : 'has the id of an entry before it';
    context.addIssue({ code: 'custom', message: `entry ${i + 1} ${problem}` });
    return [];
  });
});

/** What base64, hex and URLs are written in: nothing that a header, or a list by commas, would change. */
const KEY = /^[\w.~+/=-]{32,200}$/;

/** The keys of those who may delete videos, separated by commas, so that a new one can be added before an old one is removed. */
export const adminKeys = z.string().transform((text, context): string[] => {
  if (REFERENCE.test(text)) return [];
  const keys = commaList(text);
  keys.forEach((key, i) => {
    const message = `entry ${i + 1} is not a key of 32 to 200 letters, digits and -._~+/=`;
    if (!KEY.test(key)) context.addIssue({ code: 'custom', message });
  });
  return keys;
});
