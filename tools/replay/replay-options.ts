import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isHttpsOrLoopback } from '../../src/config/urls.js';

export const REPLAY_HELP = `Delivers dead-lettered events again, one at a time, as Event Grid does.

  npm run replay -- FILE… [options]   (files of dead letters, or folders of them)

  --url URL           the URL of the app; default http://localhost:7071, that of npm start
  --dry-run           deliver nothing, and list the events
  --failed FILE       write failed events to this file, to replay them later
  --json              a JSON line for each event, and one for the summary
  --help              show this

The key of the webhook is read from the environment variable EVENT_KEY.
`;

/** The options of a replay. */
export interface ReplayOptions {
  paths: string[];
  /** Without a slash at its end. */
  url: string;
  dryRun: boolean;
  failedFile: string | undefined;
  json: boolean;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;

/** Parses the command line; returns `help` for --help. Throws an error that names the wrong option. */
export function readReplayOptions(args: string[]): ReplayOptions | 'help' {
  const options = { url: text, 'dry-run': flag, failed: text, json: flag, help: flag };
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  if (values.help) return 'help';
  if (positionals.length === 0) throw new Error('Which file? Say: npm run replay -- FILE… [options]');
  const { url = 'http://localhost:7071', failed } = values;
  if (!URL.canParse(url) || !isHttpsOrLoopback(url)) {
    throw new Error(
      `--url: '${url}' is not an https URL (http is allowed only for localhost, since the request contains a key).`,
    );
  }
  return {
    paths: positionals.map((path) => resolve(path)),
    url: url.replace(/(?<!\/)\/+$/, ''),
    dryRun: values['dry-run'],
    failedFile: failed === undefined ? undefined : resolve(failed),
    json: values.json,
  };
}
