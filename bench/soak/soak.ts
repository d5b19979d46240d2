import { execFile } from 'node:child_process';
import { parseArgs, promisify } from 'node:util';
import { endWithNpm } from '../../local/end-with-npm.js';
import { printError } from '../../local/print-error.js';
import { median } from '../median.js';
import { createProgress } from '../progress.js';
import type { KillableHost } from './killable-host.js';
import { simulateJobs, type SimulationResult } from './simulate-jobs.js';

const HELP = `Delivers every event of many jobs twice and in any order, 32 at a time, while one in ten calls to storage and
Media Services fails; then compares the table with what one clean pass leaves, and says whether memory stays flat.
It takes some nine minutes on two quiet cores (20,000 deliveries in 531 s with seed 11).

  npm run soak [-- options]

  --deliveries N      how many; default 20000
  --seed N            decides the order, the faults and the kills; default another with each run
  --kill-every N      also kills the host, after every N deliveries or so and in the midst of its work
  --help              show this
`;
const EVENTS_A_JOB = 8;
const LINES = 20;
/** Memory in the last quarter, of that in the second: caches are full by then. */
const MAX_GROWTH = 1.25;

const print = (text: string): void => void process.stdout.write(`${text}\n`);

function readOptions(): { jobs: number; seed: number; killEvery?: number } | 'help' {
  const text = { type: 'string' } as const;
  const options = { deliveries: text, seed: text, 'kill-every': text, help: { type: 'boolean' } as const };
  const { values } = parseArgs({ options });
  if (values.help === true) return 'help';
  const number = (name: 'deliveries' | 'seed' | 'kill-every', otherwise: number): number => {
    const value = Number(values[name] ?? otherwise);
    if (!Number.isInteger(value) || value < 1) throw new Error(`--${name}: must be a whole number from 1 on.`);
    return value;
  };
  return {
    jobs: Math.ceil(number('deliveries', 20_000) / EVENTS_A_JOB),
    seed: number('seed', (Date.now() % 1_000_000) + 1),
    ...(values['kill-every'] !== undefined && { killEvery: number('kill-every', 1) }),
  };
}

/** What the host holds in memory, in bytes; undefined where there is no ps. */
async function residentBytes(host: KillableHost): Promise<number | undefined> {
  try {
    const { pid } = (await host.current()).process;
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
    return Number(stdout) * 1024;
  } catch {
    return undefined;
  }
}

async function main(): Promise<void> {
  endWithNpm();
  const options = readOptions();
  if (options === 'help') {
    print(HELP);
    return;
  }
  const progress = createProgress();
  const deliveries = options.jobs * EVENTS_A_JOB;
  const startedMs = performance.now();
  const memory: number[] = [];
  print(`seed ${options.seed}: ${deliveries} deliveries of ${options.jobs} jobs`);
  const result = await simulateJobs({
    ...options,
    faultRate: 0.1,
    onStep: (what) => {
      progress.step(what);
    },
    onDelivered: (taken, host) => {
      if (taken % Math.ceil(deliveries / LINES) !== 0) return;
      void residentBytes(host).then((bytes) => {
        progress.clear();
        const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
        print(`${seconds.padStart(5)} s ${String(taken).padStart(7)} taken ${megabytes(bytes)} in the host`);
        if (bytes !== undefined) memory.push(bytes);
      });
    },
  });
  progress.clear();
  for (const line of report(result, memory)) print(line);
  if (!isSame(result) || isGrowing(memory)) process.exitCode = 1;
}

const megabytes = (bytes: number | undefined): string =>
  bytes === undefined ? '      ? MB' : `${(bytes / 1e6).toFixed(0).padStart(7)} MB`;
const isSame = ({ rows, expected }: SimulationResult): boolean => JSON.stringify(rows) === JSON.stringify(expected);

function report(played: SimulationResult, memory: readonly number[]): string[] {
  const { deliveries, retries, kills, calls, faults, rows, expected } = played;
  const lost = expected.filter((row) => !rows.includes(row)).length;
  const more = rows.filter((row) => !expected.includes(row)).length;
  return [
    '',
    `${deliveries} deliveries taken, ${retries} were retried; the host was killed ${kills} times`,
    `${calls} calls, ${played.mediaServicesCalls} of them to Media Services, of which failed: ${[...faults].map(([fault, times]) => `${fault} ${times}`).join(', ')}`,
    `the table: ${rows.length} rows; ${lost} are missing and ${more} are others than after a clean pass`,
    memory.length < 8
      ? 'memory: too few figures to tell'
      : `memory: ${growth(memory).toFixed(2)} of the second quarter's in the last (${isGrowing(memory) ? 'it grows' : 'flat'})`,
  ];
}

function growth(memory: readonly number[]): number {
  const quarter = Math.floor(memory.length / 4);
  return median(memory.slice(-quarter)) / median(memory.slice(quarter, 2 * quarter));
}

function isGrowing(memory: readonly number[]): boolean {
  return memory.length >= 8 && growth(memory) > MAX_GROWTH;
}

main().catch((error: unknown) => {
  printError(error, 'npm run soak -- --help');
});
