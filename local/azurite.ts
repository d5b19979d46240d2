import { createRequire } from 'node:module';
import { join } from 'node:path';
import { startChild, type Child } from './child-process.js';

/** The name of a storage account, and its key in base64. */
export interface StorageAccount {
  name: string;
  key: string;
}

/** Where Azurite keeps its data and listens; port 0 picks a free one. */
export interface AzuriteOptions {
  /** A folder; without it the data lives in memory. */
  location?: string;
  blobPort: number;
  queuePort: number;
  tablePort: number;
  /** Serves HTTPS and accepts Entra tokens; Azurite accepts them over HTTPS only. */
  tls?: { cert: string; key: string };
  /** Default: the emulator's well-known account. */
  accounts?: readonly StorageAccount[];
  onLine?: (line: string) => void;
}

/** The URLs and the connection string of one account. */
export interface AzuriteAccount {
  blobUrl: string;
  tableUrl: string;
  /** Contains the account's key. */
  connectionString: string;
}

/** A running Azurite, with the URLs of its first account. */
export interface Azurite extends Child, AzuriteAccount {
  account(account: StorageAccount): AzuriteAccount;
}

const SERVICES = ['Blob', 'Queue', 'Table'] as const;

/** Starts Azurite, the storage emulator, as a process of its own, and waits until all its services listen. */
export async function startAzurite(options: AzuriteOptions): Promise<Azurite> {
  const { location, blobPort, queuePort, tablePort, tls, accounts = [], onLine } = options;
  const require = createRequire(join(process.cwd(), 'package.json'));
  const urls = new Map<string, string>();
  const child = await startChild(
    {
      name: 'Azurite',
      script: require.resolve('azurite/dist/src/azurite.js'),
      args: [
        ...['--silent', '--disableTelemetry'],
        // The SDKs send newer API versions than Azurite lists.
        '--skipApiVersionCheck',
        ...(location === undefined ? ['--inMemoryPersistence'] : ['--location', location]),
        ...['--blobPort', String(blobPort), '--queuePort', String(queuePort), '--tablePort', String(tablePort)],
        ...(tls === undefined ? [] : ['--cert', tls.cert, '--key', tls.key, '--oauth', 'basic']),
      ],
      env: { ...process.env, AZURITE_ACCOUNTS: accounts.map(({ name, key }) => `${name}:${key}`).join(';') },
      ...(onLine !== undefined && { onLine }),
    },
    ({ line }) => {
      const [, service, url] = /^Azurite (\w+) service is successfully listening at (\S+)/.exec(line ?? '') ?? [];
      if (service !== undefined && url !== undefined) urls.set(service, url);
      return SERVICES.every((name) => urls.has(name));
    },
  );
  const account = (one: StorageAccount): AzuriteAccount => {
    const [blobUrl = '', queueUrl = '', tableUrl = ''] = SERVICES.map((name) => `${urls.get(name) ?? ''}/${one.name}`);
    return { blobUrl, tableUrl, connectionString: connectionStringFor({ blobUrl, queueUrl, tableUrl }, one) };
  };
  return { ...child, ...account(accounts[0] ?? emulatorAccount()), account };
}

/** The emulator's well-known account. */
function emulatorAccount(): StorageAccount {
  const require = createRequire(join(process.cwd(), 'package.json'));
  const { EMULATOR_ACCOUNT_NAME: name = '', EMULATOR_ACCOUNT_KEY_STR: key = '' } =
    require('azurite/dist/src/blob/utils/constants.js') as Record<string, string>;
  return { name, key };
}

/** The connection string of an emulator with these URLs. */
export function connectionStringFor(
  urls: { blobUrl: string; queueUrl: string; tableUrl: string },
  { name, key } = emulatorAccount(),
): string {
  const { blobUrl, queueUrl, tableUrl } = urls;
  return [
    `DefaultEndpointsProtocol=${blobUrl.split(':')[0] ?? 'http'}`,
    `AccountName=${name}`,
    `AccountKey=${key}`,
    `BlobEndpoint=${blobUrl}`,
    `QueueEndpoint=${queueUrl}`,
    `TableEndpoint=${tableUrl}`,
  ].join(';');
}
