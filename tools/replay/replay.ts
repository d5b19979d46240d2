import { writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { printError } from '../../local/print-error.js';
import { printable, printableLines } from '../../local/printable.js';
import { stopOnSignals } from '../stop-on-signals.js';
import { findFiles, readDeadLetters, type DeadLetter } from './dead-letters.js';
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
  const { url, dryRun, json, failedFile } = options;
  const { EVENT_KEY: key = '' } = process.env;
  const deliver = dryRun ? list : createDeliver(url, key === '' ? undefined : key);
  const files = (await Promise.all(options.paths.map(findFiles))).flat();
  const counts = { files: files.length, unreadable: 0, listed: 0, taken: 0, failed: 0 };
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
        const { outcome, status } = await deliver(letter.event);
        counts[outcome] += 1;
        if (outcome === 'failed') failed.push(letter);
        print(toLine(letter, outcome, status, json));
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

function toLine({ file, id, type, subject, why }: DeadLetter, outcome: string, status: string, json: boolean): string {
  if (json) return JSON.stringify({ outcome, status, type, subject, id, why, file: relative('', file) });
  return [outcome, status, type, subject, id, why].map(printable).join('\t');
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
