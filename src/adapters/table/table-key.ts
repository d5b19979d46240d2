import { createHash } from 'node:crypto';

/**
 * Keys of Table Storage may not hold `/ \ # ?` and control characters, and `%` breaks some clients
 * (https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model). `!` marks an
 * escape; `~` is escaped too, so that keys of ours that begin with it are never the id of a video.
 */
const FORBIDDEN = /[/\\#?%!~\p{Cc}]/gu;
const ESCAPE = /!([0-9A-F]{2})/g;
/** A key may have 1 KiB, which is 512 UTF-16 code units. */
const MAX_KEY_LENGTH = 512;

/** Any text as a table key: reversible with `fromTableKey`, unless it is too long; then `~` and its SHA-256. */
export function toTableKey(text: string): string {
  const escaped = text.replace(
    FORBIDDEN,
    (char) => `!${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
  return escaped.length <= MAX_KEY_LENGTH ? escaped : `~${createHash('sha256').update(text).digest('hex')}`;
}

/** The text behind a key; undefined for one that was too long, whose original is a property of its row. */
export function fromTableKey(key: string): string | undefined {
  if (key.startsWith('~')) return undefined;
  return key.replace(ESCAPE, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
