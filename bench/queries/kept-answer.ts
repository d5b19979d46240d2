import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** An answer of the service, kept in a file for those who return the same bytes without any work. */
export const keptAnswer = z.object({ headers: z.record(z.string(), z.string()), body: z.string() });
export type KeptAnswer = z.infer<typeof keptAnswer>;

/** The setting that names the file. */
export const KEPT_ANSWER = 'BENCH_KEPT_ANSWER';

/** Reads it from the file that the environment names. */
export function readKeptAnswer(): KeptAnswer {
  return keptAnswer.parse(JSON.parse(readFileSync(process.env[KEPT_ANSWER] ?? '', 'utf8')));
}

/** Headers that the app itself sets; the others are the host's. */
export const OWN_HEADERS = ['content-type', 'cache-control', 'vary', 'etag'];
