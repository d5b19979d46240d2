import { writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { findRunning } from '../../local/running.js';
import { printError } from '../../local/print-error.js';
import { printable, printableLines } from '../../local/printable.js';
import { stopOnSignals } from '../stop-on-signals.js';
import { findFiles, readDeadLetters, type DeadLetter } from './dead-letters.js';
import { createAskStatus, readExpected, type Expected } from './became.js';
import { createDeliver, type Deliver } from './deliver.js';
import { REPLAY_HELP, readReplayOptions } from './replay-options.js';

const print = (line: string): void => void process.stdout.write(`${printableLines(line)}\n`);
const printMessage = (line: string): void => void process.stderr.write(`${printableLines(line)}\n`);

async function main(): Promise<void> {
  const options = readReplayOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(REPLAY_HELP);
    return;
  }
  const { dryRun, json, failedFile, dataFolder } = options;
  const url = options.url ?? (await findRunning(dataFolder))?.apiUrl ?? 'http://localhost:7071';
  const deliver = dryRun ? list : createDeliver(url, keyIn('EVENT_KEY'));
  const askStatus = createAskStatus(url, keyIn('FUNCTION_KEY'));
  const files = (await Promise.all(options.paths.map(findFiles))).flat();
  const counts = { files: files.length, unreadable: 0, listed: 0, delivered: 0, rejected: 0, ignored: 0, failed: 0 };
  const failed: DeadLetter[] = [];
  const { signal, exitCode } = stopOnSignals(printMessage);
  const isStopping = (): boolean => signal.aborted;
  try {
    for (const file of files) {
      if (isStopping()) break;
      const letters = await readDeadLetters(file).catch((error: unknown) => {
        counts.unreadable += 1;
        printMessage(`${printable(relative('', file))}: ${error instanceof Error ? error.message : String(error)}`);
        return [];
      });
      for (const letter of letters) {
        if (isStopping()) break;
        const { status, ...delivery } = await deliver(letter.event);
        const expected = readExpected(letter.event);
        const isDelivered = delivery.outcome === 'delivered';
        const outcome = isDelivered ? expected.outcome : delivery.outcome;
        counts[outcome] += 1;
        if (outcome === 'failed') failed.push(letter);
        const became = outcome === 'delivered' ? await askStatus(expected.videoId) : describeExpected(expected, dryRun);
        print(toLine(letter, outcome, status, became, json));
      }
    }
  } finally {
    if (failedFile !== undefined && failed.length > 0) await saveFailed(failedFile, failed);
    print(json ? JSON.stringify({ summary: counts }) : formatSummary(counts));
  }
  if (isStopping()) process.exitCode = exitCode();
  else if (counts.failed + counts.unreadable > 0) process.exitCode = 1;
}

const list: Deliver = () => Promise.resolve({ outcome: 'listed', status: '-' });

function toLine(letter: DeadLetter, outcome: string, status: string, became: string, json: boolean): string {
  const { file, id, type, subject, why } = letter;
  if (json) return JSON.stringify({ outcome, status, became, type, subject, id, why, file: relative('', file) });
  return [outcome, status, became, type, subject, id, why].map(printable).join('\t');
}

function describeExpected({ outcome, reason }: Expected, dryRun: boolean): string {
  if (reason === undefined) return '';
  return dryRun ? `would be ${outcome}: ${reason}` : reason;
}

function keyIn(variable: string): string | undefined {
  const key = process.env[variable] ?? '';
  return key === '' ? undefined : key;
}

/** Writes the events as they were read, so that they can be replayed again. */
async function saveFailed(file: string, failed: readonly DeadLetter[]): Promise<void> {
  const letters = failed.map(({ letter }) => letter);
  await writeFile(file, `${JSON.stringify(letters, null, 2)}\n`);
}

function formatSummary(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}

main().catch((error: unknown) => {
  printError(error, 'npm run replay -- --help');
});
