import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { Mutant } from './find-mutants.js';
import { MUTANT_VARIABLE } from './substitute-source.js';

/** Slow property tests on a busy machine take longer than Jest's usual limit, and would count as failures. */
const TEST_TIMEOUT_MS = 120_000;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
const require = createRequire(import.meta.url);

interface Project {
  displayName: string;
  transform: Record<string, [string, unknown]>;
}

/** The project of the unit tests, with the contract tests in memory, and a transformer that reads the mutant. */
function makeConfig(): string {
  const { projects } = require(resolve('jest.config.cjs')) as { projects: Project[] };
  const unit = projects.find(({ displayName }) => displayName === 'unit');
  if (unit === undefined) throw new Error('jest.config.cjs has no project for unit tests');
  const transformer = require.resolve('./substitute-source.js');
  return JSON.stringify({
    ...unit,
    rootDir: process.cwd(),
    roots: ['<rootDir>/src', '<rootDir>/test'],
    testMatch: ['<rootDir>/test/unit/**/*.test.ts', '<rootDir>/test/contract/memory-*.test.ts'],
    testTimeout: TEST_TIMEOUT_MS,
    testSequencer: require.resolve('./nearest-first.js'),
    transform: Object.fromEntries(
      Object.entries(unit.transform).map(([pattern, [, options]]) => [pattern, [transformer, options]]),
    ),
  });
}

/**
 * Runs the tests that import one of the files. Resolves to what a failed run printed, or to `undefined`.
 * A run that takes longer than the limit has failed: the mutant made a loop endless.
 */
export function runRelatedTests(files: string[], limitMs?: number, mutant?: Mutant): Promise<string | undefined> {
  const jest = require.resolve('jest/bin/jest');
  const args = [jest, '--config', makeConfig(), '--bail', '--passWithNoTests', '--findRelatedTests', ...files];
  const options = {
    env: { ...process.env, [MUTANT_VARIABLE]: JSON.stringify(mutant ?? null) },
    ...{ timeout: limitMs, killSignal: 'SIGKILL' as const, maxBuffer: MAX_OUTPUT_BYTES },
  };
  return new Promise((done) => {
    // One process a run: a run that is ended leaves no workers behind.
    execFile(process.execPath, [...args, '--runInBand'], options, (error, stdout, stderr) => {
      done(error === null ? undefined : `${stderr}${stdout}`);
    });
  });
}
