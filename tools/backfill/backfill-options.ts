import { parseArgs } from 'node:util';
import { fromCaller, readDataFolder } from '../../local/data-option.js';
import { readToldTimes, type ToldTimes } from '../../src/domain/told-times.js';

export const BACKFILL_HELP = `Records images that are in storage already.

  npm run backfill [-- options]       (settings: the environment, over local.settings.json)

  --account NAME      only this storage account; more than once for several; default: all of the settings
  --prefix asset-     only containers whose names begin with this
  --since DATE        only where an image is as new as this (2024-06-30 or 2024-06-30T12:00:00Z)
  --map FILE          a CSV file of containers and video ids, and of start, every and duration under these headings;
                      overrides Media Services and names, --start and --every
  --every 5s          images were taken at this distance (5, 2.5s, 0:01:30; 5% of the video), where no preset tells it
  --start 10s         the first of them was taken then (as --every); default: at the beginning
  --single-images     also make a video of an image that lies alone, whatever its name
  --publish           publish the recorded changes, by the timer retryPublications
  --dry-run           write nothing, and print what would be recorded
  --concurrency N     containers at a time, 1 to 64; default 8
  --checkpoint FILE   the file with the progress of a run; default: a file of the data folder for these options
  --data FOLDER       the data folder of npm start, which is used where no settings name other storage; default .stillframe
  --json              a JSON line for each location, and one for the summary
  --help              show this

A stopped run continues when it is started with the same options.
`;

/** The options of a backfill. */
export interface BackfillOptions {
  accounts: string[];
  prefix: string;
  since: Date | undefined;
  mapFile: string | undefined;
  singleImages: boolean;
  /** When images were taken, of containers for which the map does not say it. */
  times: ToldTimes | undefined;
  publish: boolean;
  dryRun: boolean;
  concurrency: number;
  checkpoint: string | undefined;
  dataFolder: string;
  json: boolean;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const MAX_CONCURRENCY = 64;
/** The beginning of a container name. */
const PREFIX = /^(?:[a-z0-9][a-z0-9-]{0,62}|\$web|\$root)$/;

/** Parses the command line; returns `help` for --help. Throws an error that names the wrong option. */
export function readBackfillOptions(args: string[]): BackfillOptions | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      account: { type: 'string', multiple: true, default: [] },
      prefix: text,
      since: text,
      map: text,
      'single-images': flag,
      every: text,
      start: text,
      publish: flag,
      'dry-run': flag,
      concurrency: text,
      checkpoint: text,
      data: text,
      json: flag,
      help: flag,
    },
  });
  if (values.help) return 'help';
  const { prefix = '', since, map, checkpoint, start, every } = values;
  const { times, problems } = readToldTimes({ start, every });
  if (problems.length > 0) throw new Error(problems.map((problem) => `--${problem}.`).join('\n'));
  if (prefix !== '' && !PREFIX.test(prefix)) throw new Error(`--prefix: no container's name begins with '${prefix}'.`);
  return {
    accounts: [...new Set(values.account)],
    prefix,
    since: since === undefined ? undefined : readSince(since),
    mapFile: map === undefined ? undefined : fromCaller(map),
    singleImages: values['single-images'],
    times,
    publish: values.publish,
    dryRun: values['dry-run'],
    concurrency: readConcurrency(values.concurrency ?? '8'),
    checkpoint: checkpoint === undefined ? undefined : fromCaller(checkpoint),
    dataFolder: readDataFolder(values.data),
    json: values.json,
  };
}

/** A day starts at midnight UTC; a time without a zone is UTC. */
function readSince(value: string): Date {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(value);
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/.test(value);
  const hasZone = isDay || /(Z|[+-]\d\d:\d\d)$/.test(value);
  const date = new Date(hasZone ? value : `${value}Z`);
  if ((isDay || isTime) && !Number.isNaN(date.getTime()) && isInCalendar(value.slice(0, 10))) return date;
  throw new Error(`--since: '${value}' is not a date such as 2024-06-30 or 2024-06-30T12:00:00Z.`);
}

/** Date accepts 31 February as 2 March. */
function isInCalendar(day: string): boolean {
  return new Date(day).toISOString().startsWith(day);
}

function readConcurrency(value: string): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= 1 && number <= MAX_CONCURRENCY) return number;
  throw new Error(`--concurrency: '${value}' is not a whole number from 1 to ${MAX_CONCURRENCY}.`);
}
