import { Failure } from '../../application/failure.js';

/** A property holds 64 KiB of UTF-16, an entity 1 MiB: fifteen chunks leave room for the other properties. */
const CHUNK_LENGTH = 32_000;
const MAX_CHUNKS = 15;

/** A JSON value as the properties `content0`, `content1`, …; throws `too-large` rather than cutting anything. */
export function toChunks(value: unknown): Record<string, string> {
  // ASCII only, so that no cut falls inside a character.
  const json = JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const count = Math.ceil(json.length / CHUNK_LENGTH);
  if (count > MAX_CHUNKS) {
    throw new Failure(
      'too-large',
      `the manifest takes ${json.length} characters; one row holds ${CHUNK_LENGTH * MAX_CHUNKS}`,
    );
  }
  const chunks = Array.from({ length: count }, (_, i) => json.slice(i * CHUNK_LENGTH, (i + 1) * CHUNK_LENGTH));
  return Object.fromEntries(chunks.map((chunk, i) => [`content${i}`, chunk]));
}

/** The value that `toChunks` took apart. */
export function fromChunks(entity: Record<string, unknown>): unknown {
  let json = '';
  for (let i = 0; typeof entity[`content${i}`] === 'string'; i++) json += String(entity[`content${i}`]);
  return JSON.parse(json);
}
