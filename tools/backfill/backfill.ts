import { resolve } from 'node:path';
import { readAppSettings } from '../../local/functions-host/app-settings.js';
import { printError } from '../../local/print-error.js';
import { describeError } from '../../src/application/failure.js';
import { readConfig } from '../../src/config.js';
import { sha256Hex } from '../../src/domain/hash.js';
import { BACKFILL_HELP, readBackfillOptions, type BackfillOptions } from './backfill-options.js';
import { createCheckpoint, type Noted, type Stop } from './checkpoint.js';
import { connect, listContainers, type Connected } from './connect.js';
import { readMapFile } from './map-file.js';
import { describeRun, pickAccounts, stopsIn } from './plan.js';
import { runBackfill } from './run-backfill.js';
import { makeStatusLine } from './status-line.js';
import { stopOnSignals } from '../stop-on-signals.js';
import { readVideoMap } from './video-map.js';

const WHERE_SETTINGS_ARE =
  'They are read from the environment and from local.settings.json; a copy of local.settings.sample.json there is for what npm start runs.';

const status = makeStatusLine(process.stderr);
const writeAbove = (stream: NodeJS.WriteStream, line: string): void => {
  status.above(() => stream.write(`${line}\n`));
};
const print = (line: string): void => {
  writeAbove(process.stdout, line);
};
const say = (line: string): void => {
  writeAbove(process.stderr, line);
};

async function main(): Promise<void> {
  const options = readBackfillOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(BACKFILL_HELP);
    return;
  }
  const read = readConfig(readAppSettings(process.cwd(), process.env));
  if ('problems' in read)
    throw new Error(`The settings are wrong:\n  ${read.problems.join('\n  ')}\n\n${WHERE_SETTINGS_ARE}`);
  const mapText = options.mapFile === undefined ? undefined : await readMapFile(options.mapFile);
  const map = readVideoMap(mapText ?? '', options.mapFile ?? '');

  const connected = connect(read.config, options);
  const accounts = pickAccounts(connected.accounts, options.accounts);
  await connected.store.ping().catch((cause: unknown) => {
    throw new Error(`The manifests cannot be reached: ${describeError(cause).reason}.`, { cause });
  });
  const run = describeRun(options, { ...connected, accounts, map: mapText });
  const file = options.checkpoint ?? resolve('.stillframe', `backfill-${sha256Hex(run).slice(0, 8)}.json`);
  const checkpoint = options.dryRun ? undefined : createCheckpoint(file, run);
  const noted = await checkpoint?.read();

  const { stops, containers } = await listStops(accounts, options);
  if (noted !== undefined) say(sayContinued(noted, file));
  const known = new Set(containers);
  const { signal, exitCode } = stopOnSignals(say);
  const failed = await runBackfill({
    ...{ options, connected, map, stops, checkpoint, noted, signal, status, print },
    refused: containers.length - stops.length,
    unknownInMap: [...map.keys()].filter((name) => name.startsWith(options.prefix) && !known.has(name)),
  });
  if (failed > 0) process.exitCode = 1;
  if (signal.aborted) {
    if (checkpoint !== undefined) say('Stopped. The same command goes on from here.');
    process.exitCode = exitCode();
  }
}

async function listStops(accounts: Connected['accounts'], { prefix }: BackfillOptions) {
  const stops: Stop[] = [];
  const containers: string[] = [];
  for (const account of accounts) {
    const names = await listContainers(account, prefix);
    containers.push(...names);
    stops.push(...stopsIn(account, names));
  }
  return { stops, containers };
}

function sayContinued({ last, failed, notedAt }: Noted, file: string): string {
  const where = last === undefined ? 'its beginning' : `${last.account}/${last.container}`;
  const again = failed.length > 0 ? `, and tries ${failed.length} again that failed` : '';
  return `Goes on after ${where}, where a run was on ${notedAt.toISOString()}${again}. To begin anew delete ${file}`;
}

main().catch((error: unknown) => {
  printError(error, 'npm run backfill -- --help');
});
