import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { startAzurite, type Azurite, type AzuriteAccount } from '../../local/azurite.js';

/** A storage account of the shared Azurite. */
export interface TestAccount extends AzuriteAccount {
  name: string;
}

const VARIABLE = 'TEST_AZURITE';
const KEY = Buffer.from('the key of each account of the tests').toString('base64');

/** The account of a test file; nothing but lower-case letters and digits, as Azure wants it. */
function accountNameOf(testFile: string): string {
  const path = relative(process.cwd(), testFile).split(sep).join('/');
  return `t${createHash('sha256').update(path).digest('hex').slice(0, 20)}`;
}

/** Starts Azurite with an account for each test file, and leaves its address in the environment of Jest's workers. */
export async function startSharedAzurite(): Promise<Azurite> {
  const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts'));
  const accounts = files.map((file) => ({ name: accountNameOf(`test/${file}`), key: KEY }));
  const azurite = await startAzurite({ blobPort: 0, queuePort: 0, tablePort: 0, accounts });
  process.env[VARIABLE] = azurite.account({ name: 'ACCOUNT', key: KEY }).connectionString;
  return azurite;
}

/** The account that only the calling test file uses, so that no name in it meets one of another file. */
export function accountForTests(): TestAccount {
  const { testPath } = expect.getState();
  const address = process.env[VARIABLE];
  if (testPath === undefined || address === undefined)
    throw new Error('Azurite is shared by projects with withAzurite');
  const name = accountNameOf(testPath);
  const connectionString = address.replaceAll('ACCOUNT', name);
  const endpoint = (service: string) => new RegExp(`${service}Endpoint=([^;]+)`).exec(connectionString)?.[1] ?? '';
  return { name, connectionString, blobUrl: endpoint('Blob'), tableUrl: endpoint('Table') };
}
