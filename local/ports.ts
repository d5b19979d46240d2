import { createServer } from 'node:net';
import { dataOption, readDataFolder } from './data-option.js';

/** A port that a part of the stack listens on; the flag and the environment variable set it. */
export interface PortSetting {
  name: string;
  flag: string;
  variable: string;
  defaultPort: number;
}

export const PORTS = {
  api: { name: 'the API', flag: 'port', variable: 'STILLFRAME_PORT', defaultPort: 7071 },
  encoder: { name: 'the encoder', flag: 'encoder-port', variable: 'STILLFRAME_ENCODER_PORT', defaultPort: 10010 },
  blob: { name: 'blob storage', flag: 'blob-port', variable: 'STILLFRAME_BLOB_PORT', defaultPort: 10000 },
  queue: { name: 'queue storage', flag: 'queue-port', variable: 'STILLFRAME_QUEUE_PORT', defaultPort: 10001 },
  table: { name: 'table storage', flag: 'table-port', variable: 'STILLFRAME_TABLE_PORT', defaultPort: 10002 },
} as const satisfies Record<string, PortSetting>;

export type Ports = Record<keyof typeof PORTS, number>;

/** Throws an error that names every port that is in use or set twice, and the command that chooses others. */
export async function assertPortsFree(ports: Ports, dataFolder = readDataFolder()): Promise<void> {
  const keys = Object.keys(PORTS) as (keyof Ports)[];
  const same = keys.find((key, i) => keys.slice(0, i).some((other) => ports[other] === ports[key]));
  if (same !== undefined) {
    const both = keys.filter((key) => ports[key] === ports[same]).map((key) => PORTS[key].name);
    throw new Error(`Port ${ports[same]} is to serve ${both.join(' and ')}. Choose another: --${PORTS[same].flag}`);
  }
  const taken: (keyof Ports)[] = [];
  for (const key of keys) if (await isTaken(ports[key])) taken.push(key);
  if (taken.length === 0) return;
  const named = taken.map((key) => `${ports[key]} (for ${PORTS[key].name})`).join(', ');
  // Suggest a whole command: the given options, and other ports for those in use.
  const chosen = keys.filter((key) => taken.includes(key) || ports[key] !== PORTS[key].defaultPort);
  const flags = chosen.map((key) => `--${PORTS[key].flag} ${ports[key] + (taken.includes(key) ? 1000 : 0)}`).join(' ');
  const [is, it] = taken.length === 1 ? ['is', 'it'] : ['are', 'them'];
  const other = taken.length === 1 ? 'another' : 'others';
  const port = taken.length === 1 ? 'Port' : 'Ports';
  throw new Error(
    `${port} ${named} ${is} taken. Stop what uses ${it}, or choose ${other}: npm start -- ${flags}${dataOption(dataFolder)}`,
  );
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
      .once('error', () => {
        resolve(true);
      })
      .listen(port, '127.0.0.1', () =>
        probe.close(() => {
          resolve(false);
        }),
      );
  });
}
