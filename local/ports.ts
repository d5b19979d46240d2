import { createServer } from 'node:net';

/** A port that one part of the stack listens on, the flag and the variable that set it, and its usual number. */
export interface PortSetting {
  name: string;
  flag: string;
  variable: string;
  usual: number;
}

export const PORTS = {
  api: { name: 'the API', flag: 'port', variable: 'STILLFRAME_PORT', usual: 7071 },
  encoder: { name: 'the encoder', flag: 'encoder-port', variable: 'STILLFRAME_ENCODER_PORT', usual: 10010 },
  blob: { name: 'blob storage', flag: 'blob-port', variable: 'STILLFRAME_BLOB_PORT', usual: 10000 },
  queue: { name: 'queue storage', flag: 'queue-port', variable: 'STILLFRAME_QUEUE_PORT', usual: 10001 },
  table: { name: 'table storage', flag: 'table-port', variable: 'STILLFRAME_TABLE_PORT', usual: 10002 },
} as const satisfies Record<string, PortSetting>;

export type Ports = Record<keyof typeof PORTS, number>;

/** Throws a sentence that names the first port that is taken, and how to choose another. */
export async function assertPortsFree(ports: Ports): Promise<void> {
  const keys = Object.keys(PORTS) as (keyof Ports)[];
  for (const [i, key] of keys.entries()) {
    const { name, flag } = PORTS[key];
    const same = keys.slice(0, i).find((other) => ports[other] === ports[key]);
    if (same !== undefined) {
      throw new Error(`Port ${ports[key]} is to serve both ${PORTS[same].name} and ${name}. Choose another: --${flag}`);
    }
    if (await isTaken(ports[key])) {
      throw new Error(
        `Port ${ports[key]} (for ${name}) is taken. Stop what uses it, or choose another: npm start -- --${flag} ${ports[key] + 1000}`,
      );
    }
  }
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
