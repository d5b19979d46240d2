import * as z from 'zod';

/** What base64, hex and URLs are written in: nothing that a header, or a list by commas, would change. */
const KEY = /^[\w.~+/=-]{32,200}$/;
/** What the platform leaves in place of a key that it could not fetch: no secret, and no reason to close the app. */
const REFERENCE = /^@Microsoft\.KeyVault\(/i;

/** The keys of those who may delete videos, separated by commas, so that a new one can be added before an old one is removed. */
export const adminKeys = z.string().transform((text, context): string[] => {
  if (REFERENCE.test(text)) return [];
  const keys = text
    .split(',')
    .map((key) => key.trim())
    .filter((key) => key !== '');
  keys.forEach((key, i) => {
    const message = `entry ${i + 1} is not a key of 32 to 200 letters, digits and -._~+/=`;
    if (!KEY.test(key)) context.addIssue({ code: 'custom', message });
  });
  return keys;
});
