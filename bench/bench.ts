import { cpus, loadavg } from 'node:os';
import { BENCH_HELP, readBenchOptions } from './bench-options.js';
import { makeProgress } from './progress.js';
import { printQueries } from './queries/print-queries.js';
import { runQueries } from './queries/run-queries.js';
import { printRecording } from './recording/print-recording.js';
import { runRecording } from './recording/run-recording.js';

const CONNECTIONS = 10;
const say = (text = ''): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const options = readBenchOptions(process.argv.slice(2));
  if (options === 'help') {
    say(BENCH_HELP);
    return;
  }
  const progress = makeProgress();
  say(`Node ${process.version}, ${cpus().length} CPUs, load ${(loadavg()[0] ?? 0).toFixed(1)} before the run\n`);
  if (options.queries) {
    const plan = { ...options, connections: CONNECTIONS };
    say(printQueries(await runQueries(plan, progress), plan));
  }
  if (options.queries && options.recording) say();
  if (options.recording) say(printRecording(await runRecording(progress)));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
