import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The answers of the service by their question, for a function that returns the same bytes. */
export const keptAnswers = z.array(
  z.object({ status: z.number(), headers: z.record(z.string(), z.string()), body: z.string() }),
);
export type KeptAnswers = z.infer<typeof keptAnswers>;

/** The setting that names the file. */
export const KEPT_ANSWERS = 'BENCH_KEPT_ANSWERS';

/** Reads them from the file that the environment names. */
export function readKeptAnswers(): KeptAnswers {
  return keptAnswers.parse(JSON.parse(readFileSync(process.env[KEPT_ANSWERS] ?? '', 'utf8')));
}
