import type { TokenCredential } from '@azure/core-auth';
import type { TableClient } from '@azure/data-tables';
import { connectMediaAccounts } from '../adapters/blob/connect.js';
import type { MediaAccount } from '../adapters/blob/media-account.js';
import { entraCredential } from '../adapters/entra-credential.js';
import { connectTable } from '../adapters/table/connect.js';
import { createTableRecordStore } from '../adapters/table/table-record-store.js';
import type { Clock } from '../application/ports.js';
import type { RecordStore } from '../application/recording/ports.js';
import type { Config } from '../config.js';
import { countCallsTo } from '../invocation.js';
import { DEFAULT_PATTERNS } from '../settings/media-accounts.js';
import { joinPublishing, type Publishing } from './join-publishing.js';

/** What several rooms share: the clients of the services, made once and connected at their first use. */
export interface Plumbing {
  credential: () => TokenCredential;
  accounts: readonly MediaAccount[];
  table: TableClient;
  store: RecordStore;
  clock: Clock;
  telling: Publishing;
}

export function connectPlumbing(config: Readonly<Config>, clock: Clock): Plumbing {
  let made: TokenCredential | undefined;
  const credential = () => (made ??= entraCredential(config.managedIdentityClientId));
  const accounts = connectMediaAccounts({ ...config.media, defaultPatterns: DEFAULT_PATTERNS }, credential, clock);
  const table = connectTable(config.manifests, credential);
  countCallsTo(table.url, 'table');
  for (const { client } of accounts) countCallsTo(client.url, 'blob');
  const store = createTableRecordStore(table);
  const telling = joinPublishing(config, { table, store, credential, clock });
  return { credential, accounts, table, store, clock, telling };
}
