import { parseArgs, type ParseArgsConfig } from 'node:util';
import { origins } from '../src/config/lists.js';
import { readDataFolder } from './data-option.js';
import { PORTS, type Ports } from './ports.js';

const portLines = Object.values(PORTS).map(
  ({ flag, name, variable, defaultPort }) =>
    `  --${flag.padEnd(13)} N  ${`port of ${name} (${defaultPort})`.padEnd(34)} ${variable}`,
);

export const START_HELP = `Runs Stillframe on this machine: storage (Azurite), an encoder and the functions.

  npm start -- [options]

${portLines.join('\n')}
  --data FOLDER      the data folder (.stillframe)
  --cors ORIGIN      an origin whose pages may read answers and images (can be repeated; * for any);
                     pages of http://localhost, 127.0.0.1 and [::1] may without it
  --auth             check function keys, as Azure does; they are in keys.json of that folder
  --verbose          show what every part prints
  --no-sample        make no sample video when none is known
  --help             show this

Ports can also be set by the variables on the right.
`;

export interface StartOptions {
  ports: Ports;
  dataFolder: string;
  auth: boolean;
  /** Those of --cors. */
  corsOrigins: string[];
  verbose: boolean;
  sample: boolean;
}

/** Parses the command line; returns `help` for --help. Throws an error that names the wrong option. */
export function readStartOptions(
  args: string[],
  env: Readonly<Record<string, string | undefined>>,
): StartOptions | 'help' {
  const options: NonNullable<ParseArgsConfig['options']> = {
    data: { type: 'string' },
    cors: { type: 'string', multiple: true, default: [] },
    auth: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    'no-sample': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  };
  for (const { flag } of Object.values(PORTS)) options[flag] = { type: 'string' };
  const { values } = parseArgs({ args, options });
  if (values['help'] === true) return 'help';
  const port = ({ flag, variable, defaultPort }: (typeof PORTS)[keyof Ports]): number =>
    readPort(values[flag] ?? env[variable] ?? defaultPort, `--${flag}`);
  return {
    ports: {
      api: port(PORTS.api),
      encoder: port(PORTS.encoder),
      blob: port(PORTS.blob),
      queue: port(PORTS.queue),
      table: port(PORTS.table),
    },
    dataFolder: readDataFolder(values['data'] as string | undefined),
    corsOrigins: readOrigins(values['cors'] as string[]),
    auth: values['auth'] === true,
    verbose: values['verbose'] === true,
    sample: values['no-sample'] !== true,
  };
}

function readOrigins(given: string[]): string[] {
  for (const one of given)
    if (!origins.safeParse(one).success)
      throw new Error(`--cors: '${one}' is not an origin such as https://www.example.com, without a path.`);
  return given;
}

function readPort(value: unknown, flag: string): number {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`${flag}: '${String(value)}' is not a port (1 to 65535).`);
  return port;
}
