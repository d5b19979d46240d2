import { parseArgs } from 'node:util';
import { fromCaller, readDataFolder } from '../../local/data-option.js';
import { isHttpsOrLoopback } from '../../src/config/urls.js';

export const REPLAY_HELP = `Delivers dead-lettered events again, one at a time, as Event Grid does.

  npm run replay -- FILE… [options]   (files of dead letters, or folders of them)

  --url URL           the URL of the app; default: that of npm start
  --data FOLDER       the data folder of npm start; default .stillframe
  --dry-run           deliver nothing, and list the events
  --failed FILE       write failed events to this file, to replay them later
  --json              a JSON line for each event, and one for the summary
  --help              show this

The key of the webhook is read from the environment variable EVENT_KEY; a function key in FUNCTION_KEY lets the command ask
for the status of each event's video.
`;

/** The options of a replay. */
export interface ReplayOptions {
  paths: string[];
  /** Without a slash at its end; undefined for the app that runs here. */
  url: string | undefined;
  dataFolder: string;
  dryRun: boolean;
  failedFile: string | undefined;
  json: boolean;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;

/** Parses the command line; returns `help` for --help. Throws an error that names the wrong option. */
export function readReplayOptions(args: string[]): ReplayOptions | 'help' {
  const options = { url: text, data: text, 'dry-run': flag, failed: text, json: flag, help: flag };
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  if (values.help) return 'help';
  if (positionals.length === 0) throw new Error('Which file? Say: npm run replay -- FILE… [options]');
  const { url, data, failed } = values;
  if (url !== undefined && (!URL.canParse(url) || !isHttpsOrLoopback(url))) {
    throw new Error(
      `--url: '${url}' is not an https URL (http is allowed only for localhost, since the request contains a key).`,
    );
  }
  return {
    paths: positionals.map(fromCaller),
    url: url?.replace(/(?<!\/)\/+$/, ''),
    dataFolder: readDataFolder(data),
    dryRun: values['dry-run'],
    failedFile: failed === undefined ? undefined : fromCaller(failed),
    json: values.json,
  };
}
