import { cpus, loadavg } from 'node:os';
import { endWithNpm } from '../local/end-with-npm.js';
import { printAnswers } from './answers/print-answers.js';
import { runAnswers } from './answers/run-answers.js';
import { BENCH_HELP, readBenchOptions } from './bench-options.js';
import { printBounds } from './bounds/print-bounds.js';
import { runBounds } from './bounds/run-bounds.js';
import { printLoad } from './load/print-load.js';
import { runLoad } from './load/run-load.js';
import { createProgress } from './progress.js';
import { printQueries } from './queries/print-queries.js';
import { runQueries } from './queries/run-queries.js';
import { printRecording } from './recording/print-recording.js';
import { runRecording } from './recording/run-recording.js';

const CONNECTIONS = 10;
const LOADS_A_ROUND = 3;
const print = (text = ''): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  endWithNpm();
  const options = readBenchOptions(process.argv.slice(2));
  if (options === 'help') {
    print(BENCH_HELP);
    return;
  }
  const progress = createProgress();
  print(`Node ${process.version}, ${cpus().length} CPUs, load ${(loadavg()[0] ?? 0).toFixed(1)} before the run\n`);
  const plan = { ...options, connections: CONNECTIONS };
  const parts: [isWanted: boolean, measure: () => Promise<string>][] = [
    [options.queries, async () => printQueries(await runQueries(plan, progress), plan)],
    [options.answers, async () => printAnswers(await runAnswers(plan, progress), plan)],
    [options.recording, async () => printRecording(await runRecording(progress))],
    [options.bounds, async () => printBounds(await runBounds(progress))],
    // A load is over sooner than a round of requests, and more of them make up for it.
    [options.load, async () => printLoad(await runLoad(options.rounds * LOADS_A_ROUND, progress))],
  ];
  for (const [isWanted, measure] of parts) if (isWanted) print(`${await measure()}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
