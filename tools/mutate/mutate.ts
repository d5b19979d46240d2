import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { printError } from '../../local/print-error.js';
import { findMutants, type Mutant } from './find-mutants.js';
import { MUTATE_HELP, readMutateOptions, type MutateOptions } from './mutate-options.js';
import { runRelatedTests } from './run-related-tests.js';
import { applyMutant } from './substitute-source.js';
import { createTypeCheck } from './type-check.js';

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function main(): Promise<void> {
  const options = readMutateOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(MUTATE_HELP);
    return;
  }
  const mutants = pickMutants(options);
  print(`${mutants.length} changes of ${options.files.length} files, picked by --seed ${options.seed}`);
  const begin = Date.now();
  const failure = await runRelatedTests([...new Set(mutants.map(({ file }) => file))]);
  if (failure !== undefined) throw new Error(`The tests fail without any change:\n${failure}`);
  const limitMs = 2 * (Date.now() - begin) + 60_000;

  const survived: string[] = [];
  const waiting = [...mutants.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, mutant] = next;
      const isFound = (await runRelatedTests([mutant.file], limitMs, mutant)) !== undefined;
      const change = describe(mutant);
      if (!isFound) survived.push(change);
      print(`${index + 1}/${mutants.length} ${isFound ? 'found' : 'SURVIVED'} ${change}`);
    }
  };
  await Promise.all(Array.from({ length: options.workers }, work));

  const found = mutants.length - survived.length;
  print(
    `\n${found} of ${mutants.length} found (${Math.round((found / mutants.length) * 100)} %), ${survived.length} survived`,
  );
  for (const change of survived) print(change);
}

/** Sorts all changes by a hash with the seed, and takes the first that compile. */
function pickMutants({ files, count, seed }: MutateOptions): Mutant[] {
  const all = files.flatMap((file) => findMutants(file, readFileSync(file, 'utf8')));
  const keyOf = ({ file, start, text }: Mutant): string =>
    createHash('sha256')
      .update(`${seed}\n${relative('.', file)}\n${start}\n${text}`)
      .digest('hex');
  const keyed = all.map((mutant) => ({ mutant, key: keyOf(mutant) })).sort((a, b) => (a.key < b.key ? -1 : 1));
  const compiles = createTypeCheck();
  const picked: Mutant[] = [];
  for (const { mutant } of keyed) {
    if (picked.length === count) break;
    if (compiles(mutant)) picked.push(mutant);
  }
  return picked;
}

function describe(mutant: Mutant): string {
  const source = readFileSync(mutant.file, 'utf8');
  const line = source.slice(0, mutant.start).split('\n').length;
  const lineIn = (text: string): string => text.split('\n')[line - 1]?.trim() ?? '';
  return `${relative('.', mutant.file)}:${line}  ${lineIn(source)}  →  ${lineIn(applyMutant(source, mutant))}`;
}

main().catch((error: unknown) => {
  printError(error, 'npm run mutate -- --help');
});
