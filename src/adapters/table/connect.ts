import type { TokenCredential } from '@azure/core-auth';
import { TableClient } from '@azure/data-tables';
import { RETRY_OPTIONS, tryTimeoutPolicy } from '../patience.js';

/** The table of the manifests: by connection string for development, else by endpoint with Entra ID. */
export type TableAccess = { table: string } & ({ connectionString: string } | { endpoint: string });

/** Makes the client of a table; opens no connection. */
export function connectTable(access: TableAccess, credential: () => TokenCredential): TableClient {
  const options = {
    retryOptions: RETRY_OPTIONS,
    additionalPolicies: [{ policy: tryTimeoutPolicy(), position: 'perRetry' as const }],
  };
  return 'connectionString' in access
    ? TableClient.fromConnectionString(access.connectionString, access.table, {
        allowInsecureConnection: true,
        ...options,
      })
    : new TableClient(access.endpoint, access.table, credential(), options);
}
