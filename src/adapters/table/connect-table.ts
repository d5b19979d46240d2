import type { TokenCredential } from '@azure/core-auth';
import { TableClient } from '@azure/data-tables';
import { retryOptions } from '../retry.js';

/** The table of the manifests: by connection string for development, else by endpoint with Entra ID. */
export type TableAccess = { table: string } & ({ connectionString: string } | { endpoint: string });

/** Makes the client of a table; opens no connection. */
export function connectTable(access: TableAccess, credential: () => TokenCredential): TableClient {
  if (!('connectionString' in access))
    return new TableClient(access.endpoint, access.table, credential(), retryOptions());
  const options = { allowInsecureConnection: true, ...retryOptions() };
  return TableClient.fromConnectionString(access.connectionString, access.table, options);
}
