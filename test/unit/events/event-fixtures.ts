import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(process.cwd(), 'test/fixtures/events');

/** The one event of a sample, as Event Grid hands it to a trigger. */
export function sampleEvent(path: string): Record<string, unknown> {
  const read: unknown = JSON.parse(readFileSync(join(FOLDER, path), 'utf8'));
  return (Array.isArray(read) ? read[0] : read) as Record<string, unknown>;
}
