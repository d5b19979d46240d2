import { BlobServiceClient } from '@azure/storage-blob';

/** Pages of this machine, on any port, as `CORS_ALLOWED_ORIGINS` names them. */
export const LOCAL_ORIGINS = ['http://localhost:*', 'http://127.0.0.1:*', 'http://[::1]:*'];

/** The rule that infra gives to a storage account, but for the origins. */
const RULE = { allowedMethods: 'GET,HEAD', allowedHeaders: '*', exposedHeaders: 'ETag', maxAgeInSeconds: 3600 };

/**
 * Lets pages of this machine and of `more` read what Azurite serves by signed URLs. Azurite looks at the first pattern of a rule
 * only, so each has a rule of its own; beside it stands the origin without a port.
 */
export async function allowPages(connectionString: string, more: readonly string[]): Promise<void> {
  const lists = LOCAL_ORIGINS.map((pattern) => `${pattern.replace(/:\*$/, '')},${pattern}`);
  if (more.length > 0) lists.push(more.includes('*') ? '*' : more.join(','));
  const cors = lists.map((allowedOrigins) => ({ ...RULE, allowedOrigins }));
  await BlobServiceClient.fromConnectionString(connectionString).setProperties({ cors });
}
