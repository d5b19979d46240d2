import { TableClient } from '@azure/data-tables';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { appSettingsFor } from './app-settings.js';
import { startAzurite } from './azurite.js';
import { startChild, type Child } from './child-process.js';
import { allowPages } from './cors-origins.js';
import { hostKeysSchema } from './functions-host/keys/host-keys.js';
import { openLinkKeys } from './link-keys.js';
import type { Ports } from './ports.js';

/** The local replacement of Azure: storage, an encoder and a functions host, each in its own process. */
export interface StackOptions {
  ports: Ports;
  dataFolder: string;
  /** Check function keys, as Azure does. */
  auth: boolean;
  verbose: boolean;
  /** Origins whose pages may read answers and images, besides those of this machine. */
  corsOrigins?: readonly string[];
  /** More settings of the app. */
  settings?: Record<string, string>;
  onLine: (part: 'storage' | 'encoder' | 'functions', line: string) => void;
}

export interface Stack {
  apiUrl: string;
  encoderUrl: string;
  connectionString: string;
  /** The headers that the data routes require. */
  headers: Record<string, string>;
  parts: { storage: Child; encoder: Child; functions: Child };
  /** Resolves with the name of the first part that ends. */
  partEnded: Promise<string>;
  hasVideos(): Promise<boolean>;
  stop(): Promise<void>;
}

const TABLE = 'thumbnails';

export async function startStack(options: StackOptions): Promise<Stack> {
  const { ports, dataFolder, auth, verbose, corsOrigins = [], settings, onLine } = options;
  const started: Child[] = [];
  // In reverse order, since a part needs those started before it.
  const stop = async (): Promise<void> => {
    for (const child of started.splice(0).reverse()) await child.stop();
  };
  try {
    const storage = await startAzurite({
      location: join(dataFolder, 'storage'),
      blobPort: ports.blob,
      queuePort: ports.queue,
      tablePort: ports.table,
      onLine: (line) => {
        onLine('storage', line);
      },
    });
    started.push(storage);
    const { connectionString } = storage;
    await allowPages(connectionString, corsOrigins);
    const encoderUrl = `http://127.0.0.1:${ports.encoder}`;
    const appSettings = appSettingsFor(
      { connectionString, encoderUrl, table: TABLE, linkKeys: await openLinkKeys(dataFolder), corsOrigins },
      settings,
    );
    const functions = await startPart('functions', {
      args: [
        '--port',
        String(ports.api),
        '--data',
        dataFolder,
        ...(auth ? ['--auth'] : []),
        ...(verbose ? ['--verbose'] : []),
      ],
      env: appSettings,
      onLine,
    });
    started.push(functions.child);
    const keys = auth ? await readKeys(dataFolder) : undefined;
    const apiUrl = `http://localhost:${functions.port}`;
    const encoder = await startPart('encoder', {
      args: ['--port', String(ports.encoder), '--data', join(dataFolder, 'encoder')],
      env: {
        STORAGE_CONNECTION_STRING: connectionString,
        EVENT_WEBHOOK_URL: `${apiUrl}/runtime/webhooks/EventGrid?functionName=recordThumbnails${keys === undefined ? '' : `&code=${keys.eventGrid}`}`,
      },
      onLine,
    });
    started.push(encoder.child);
    const parts = { storage, functions: functions.child, encoder: encoder.child };
    return {
      apiUrl,
      encoderUrl,
      connectionString,
      headers: keys === undefined ? {} : { 'x-functions-key': keys.function },
      parts,
      partEnded: Promise.race(Object.entries(parts).map(([name, { ended }]) => ended.then(() => name))),
      hasVideos: () => hasRows(connectionString),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const SCRIPTS = { functions: 'functions-host/main.js', encoder: 'media-services/main.js' };

async function startPart(
  name: keyof typeof SCRIPTS,
  { args, env, onLine }: { args: string[]; env: Record<string, string>; onLine: StackOptions['onLine'] },
): Promise<{ child: Child; port: number }> {
  let port = 0;
  const child = await startChild(
    {
      name: `the ${name} process`,
      script: join(process.cwd(), 'dist/local', SCRIPTS[name]),
      args,
      env: { ...process.env, ...env },
      onLine: (line) => {
        onLine(name, line);
      },
    },
    ({ message }) => {
      if (typeof message !== 'object' || message === null || !('port' in message)) return false;
      port = Number(message.port);
      return true;
    },
  );
  return { child, port };
}

/** The keys that the functions host created at its first start with `--auth`. */
export async function readKeys(dataFolder: string): Promise<{ function: string; eventGrid: string }> {
  const keys = hostKeysSchema.parse(JSON.parse(await readFile(join(dataFolder, 'keys.json'), 'utf8')));
  return { function: keys.functionKeys['default'] ?? '', eventGrid: keys.systemKeys['eventgrid_extension'] ?? '' };
}

async function hasRows(connectionString: string): Promise<boolean> {
  const table = TableClient.fromConnectionString(connectionString, TABLE, { allowInsecureConnection: true });
  await table.createTable();
  for await (const row of table.listEntities()) return row.rowKey !== '';
  return false;
}
