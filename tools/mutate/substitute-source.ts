import swc from '@swc/jest';
import type { Mutant } from './find-mutants.js';

/** The environment variable that passes the mutant to Jest, so that nothing is written to `src`. */
export const MUTANT_VARIABLE = 'STILLFRAME_MUTANT';

type Transformer = Required<ReturnType<typeof swc.createTransformer>>;

/** A Jest transformer with swc that replaces the source of the mutant's file. */
export function createTransformer(options: Parameters<typeof swc.createTransformer>[0]): Transformer {
  const transformer = swc.createTransformer(options) as Transformer;
  const mutant = JSON.parse(process.env[MUTANT_VARIABLE] ?? 'null') as Mutant | null;
  const read = (source: string, path: string): string => (path === mutant?.file ? applyMutant(source, mutant) : source);
  return {
    ...transformer,
    getCacheKey: (source, path, ...rest) => transformer.getCacheKey(read(source, path), path, ...rest),
    process: (source, path, ...rest) => transformer.process(read(source, path), path, ...rest),
  };
}

export function applyMutant(source: string, { start, end, text }: Mutant): string {
  return source.slice(0, start) + text + source.slice(end);
}
