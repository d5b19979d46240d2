import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { Mutant } from './find-mutants.js';
import { MUTANT_VARIABLE } from './substitute-source.js';

/** Slow property tests on a busy machine take longer than Jest's usual limit, and would count as failures. */
const TEST_TIMEOUT_MS = 120_000;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
const require = createRequire(import.meta.url);

interface JestConfig {
  transform: Record<string, [string, unknown]>;
}

/** The project's configuration with the tests of memory alone, and a transformer that reads the mutant. */
function makeConfig(): string {
  const config = require(resolve('jest.config.cjs')) as JestConfig;
  const transformer = require.resolve('./substitute-source.js');
  return JSON.stringify({
    ...config,
    rootDir: process.cwd(),
    roots: ['<rootDir>/src', '<rootDir>/test'],
    testMatch: ['<rootDir>/test/unit/**/*.test.ts', '<rootDir>/test/contract/memory-*.test.ts'],
    testTimeout: TEST_TIMEOUT_MS,
    testSequencer: require.resolve('./nearest-first.js'),
    transform: Object.fromEntries(
      Object.entries(config.transform).map(([pattern, [, options]]) => [pattern, [transformer, options]]),
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
