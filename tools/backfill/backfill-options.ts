import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const BACKFILL_HELP = `Records the images that lie in storage already, for the table that the settings name.

  npm run backfill [-- options]       (settings: the environment, over local.settings.json)

  --account NAME      only this storage account; more than once for several; default: all of the settings
  --prefix asset-     only containers whose names begin so
  --since DATE        only where an image is as new as this (2024-06-30 or 2024-06-30T12:00:00Z)
  --map FILE          a CSV file of container and video id, a line each; goes before Media Services and names
  --publish           have the app tell its topic of what is recorded, by the timer retryPublications
  --dry-run           write nothing, and say what would be recorded
  --concurrency N     containers at a time, 1 to 64; default 8
  --checkpoint FILE   where a run notes how far it is; default: a file of .stillframe/ for these options
  --json              a JSON line for each location, and one for the summary
  --help              show this

A run that was stopped goes on where it was when it is started with the same options.
`;

/** What to walk and how. */
export interface BackfillOptions {
  accounts: string[];
  prefix: string;
  since: Date | undefined;
  mapFile: string | undefined;
  publish: boolean;
  dryRun: boolean;
  concurrency: number;
  checkpoint: string | undefined;
  json: boolean;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const MOST_AT_A_TIME = 64;
/** What a container's name can begin with. */
const PREFIX = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Reads the command line; `help` when that is asked for. Throws a sentence that names what is wrong. */
export function readBackfillOptions(args: string[]): BackfillOptions | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      account: { type: 'string', multiple: true, default: [] },
      prefix: text,
      since: text,
      map: text,
      publish: flag,
      'dry-run': flag,
      concurrency: text,
      checkpoint: text,
      json: flag,
      help: flag,
    },
  });
  if (values.help) return 'help';
  const { prefix = '', since, map, checkpoint } = values;
  if (prefix !== '' && !PREFIX.test(prefix)) throw new Error(`--prefix: no container's name begins with '${prefix}'.`);
  return {
    accounts: [...new Set(values.account)],
    prefix,
    since: since === undefined ? undefined : readSince(since),
    mapFile: map === undefined ? undefined : resolve(map),
    publish: values.publish,
    dryRun: values['dry-run'],
    concurrency: readConcurrency(values.concurrency ?? '8'),
    checkpoint: checkpoint === undefined ? undefined : resolve(checkpoint),
    json: values.json,
  };
}

/** A day begins at midnight UTC; a time without a zone is UTC, as all times here. */
function readSince(value: string): Date {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(value);
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/.test(value);
  const hasZone = isDay || /(Z|[+-]\d\d:\d\d)$/.test(value);
  const date = new Date(hasZone ? value : `${value}Z`);
  if ((isDay || isTime) && !Number.isNaN(date.getTime()) && isInCalendar(value.slice(0, 10))) return date;
  throw new Error(`--since: '${value}' is not a date such as 2024-06-30 or 2024-06-30T12:00:00Z.`);
}

/** JavaScript takes 31 February for 2 March. */
function isInCalendar(day: string): boolean {
  return new Date(day).toISOString().startsWith(day);
}

function readConcurrency(value: string): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= 1 && number <= MOST_AT_A_TIME) return number;
  throw new Error(`--concurrency: '${value}' is not a whole number from 1 to ${MOST_AT_A_TIME}.`);
}
