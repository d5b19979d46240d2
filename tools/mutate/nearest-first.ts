import { createRequire } from 'node:module';
import { basename } from 'node:path';
import type sequencer from '@jest/test-sequencer';
import type { Mutant } from './find-mutants.js';
import { MUTANT_VARIABLE } from './substitute-source.js';

/** By `require`, since the types do not describe its ES module. */
const { default: TestSequencer } = createRequire(import.meta.url)('@jest/test-sequencer') as typeof sequencer;
type Tests = Parameters<InstanceType<typeof TestSequencer>['sort']>[0];

/** Runs tests that import the mutant's file directly first, then short ones, so that a mutant is found early. */
export default class NearestFirst extends TestSequencer {
  override async sort(tests: Tests): Promise<Tests> {
    const { file = '' } = (JSON.parse(process.env[MUTANT_VARIABLE] ?? 'null') ?? {}) as Partial<Mutant>;
    const imported = `/${basename(file, '.ts')}.js`;
    const distance = ({ path, context }: Tests[number]): number =>
      context.hasteFS.getDependencies(path)?.some((name) => name.endsWith(imported)) === true ? 0 : 1;
    return (await super.sort(tests)).sort((a, b) => distance(a) - distance(b) || (a.duration ?? 0) - (b.duration ?? 0));
  }
}
