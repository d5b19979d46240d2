import { resolve } from 'node:path';
import { printError } from '../../local/print-error.js';
import { printableLines } from '../../local/printable.js';
import { readConfig } from '../../src/config/config.js';
import { sha256Hex } from '../../src/domain/text.js';
import { BACKFILL_HELP, readBackfillOptions, type BackfillOptions } from './backfill-options.js';
import { createCheckpoint, type SavedProgress } from './checkpoint.js';
import { connect, listContainers, type Connection } from './connect.js';
import { describeRun, pickAccounts, sortContainers } from './plan.js';
import { describeUnreachable } from './fatal-error.js';
import { findSettings } from './find-settings.js';
import { createProgress } from './progress.js';
import { runBackfill } from './run-backfill.js';
import { groupRefused } from './stats.js';
import { stopOnSignals } from '../stop-on-signals.js';
import { readMapFile, readVideoMap } from './video-map.js';

const WHERE_SETTINGS_ARE =
  'They are read from the environment and from local.settings.json. Without any, what npm start runs is used: start it in another terminal.';

const progress = createProgress(process.stderr);
const print = (line: string): void => {
  progress.above(() => process.stdout.write(`${printableLines(line)}\n`));
};
const printMessage = (line: string): void => {
  progress.above(() => process.stderr.write(`${printableLines(line)}\n`));
};

async function main(): Promise<void> {
  const options = readBackfillOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(BACKFILL_HELP);
    return;
  }
  const { settings, running } = await findSettings(options.dataFolder);
  const read = readConfig(settings);
  if ('problems' in read)
    throw new Error(`The settings are wrong:\n  ${read.problems.join('\n  ')}\n\n${WHERE_SETTINGS_ARE}`);
  const mapText = options.mapFile === undefined ? undefined : await readMapFile(options.mapFile);
  const map = readVideoMap(mapText ?? '', options.mapFile ?? '');

  const connected = connect(read.config, options);
  const accounts = pickAccounts(connected.accounts, options.accounts);
  await connected.store.ping().catch((cause: unknown) => {
    throw new Error(`The manifests cannot be reached: ${describeUnreachable(cause)}.`, { cause });
  });
  const run = describeRun(options, { ...connected, accounts, map: mapText });
  const file = options.checkpoint ?? resolve(options.dataFolder, `backfill-${sha256Hex(run).slice(0, 8)}.json`);
  const checkpoint = options.dryRun ? undefined : createCheckpoint(file, run);
  const saved = await checkpoint?.read();

  const { allowed, refused, names } = await listAll(accounts, options);
  if (saved !== undefined) printMessage(describeResume(saved, file));
  const sheets = running?.apiUrl ?? read.config.publicUrl ?? '';
  const { signal, exitCode } = stopOnSignals(printMessage);
  const failed = await runBackfill({
    ...{ options, connected, map, containers: allowed, checkpoint, saved, signal, progress, print },
    refused: groupRefused(refused),
    unknownInMap: [...map.keys()].filter((name) => name.startsWith(options.prefix) && !names.has(name)),
    sheetOf: (videoId) => `${sheets}/api/Videos/${encodeURIComponent(videoId)}/ContactSheet`,
  });
  if (failed > 0) process.exitCode = 1;
  if (signal.aborted) {
    if (checkpoint !== undefined) printMessage('Stopped. The same command continues from here.');
    process.exitCode = exitCode();
  }
}

async function listAll(accounts: Connection['accounts'], { prefix }: BackfillOptions) {
  const names = new Set<string>();
  const sorted: ReturnType<typeof sortContainers>[] = [];
  for (const account of accounts) {
    const containers = await listContainers(account, prefix);
    for (const name of containers) names.add(name);
    sorted.push(sortContainers(account, containers));
  }
  return { names, allowed: sorted.flatMap((one) => one.allowed), refused: sorted.flatMap((one) => one.refused) };
}

function describeResume({ last, failed, savedAt }: SavedProgress, file: string): string {
  const where = last === undefined ? 'the beginning' : `${last.account}/${last.container}`;
  const retries = failed.length > 0 ? `, and retries ${failed.length} failed containers` : '';
  return `Continues after ${where}, where a run was on ${savedAt.toISOString()}${retries}. To start again, delete ${file}`;
}

main().catch((error: unknown) => {
  printError(error, 'npm run backfill -- --help');
});
