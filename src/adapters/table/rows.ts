import type { TokenCredential } from '@azure/core-auth';
import { TableClient, type ListTableEntitiesOptions, type TableEntity } from '@azure/data-tables';
import { createHash } from 'node:crypto';
import { codeOf, mapAzureErrors, statusOf } from '../azure-failure.js';
import { retryOptions } from '../retry.js';

/** The table of the manifests: by connection string for development, else by endpoint with Entra ID. */
type TableAccess = { table: string } & ({ connectionString: string } | { endpoint: string });

/** Makes the client of a table; opens no connection. */
export function connectTable(access: TableAccess, credential: () => TokenCredential): TableClient {
  if (!('connectionString' in access))
    return new TableClient(access.endpoint, access.table, credential(), retryOptions());
  const options = { allowInsecureConnection: true, ...retryOptions() };
  return TableClient.fromConnectionString(access.connectionString, access.table, options);
}

export interface RowKeys {
  partitionKey: string;
  rowKey: string;
}

/** Deleted since it was read, there already, changed since it was read. */
const CONFLICT_STATUSES = [404, 409, 412];

/** Reads rows, and writes them on a condition. A table that does not exist yet holds nothing; the first write creates it. */
export function createRows(table: TableClient) {
  return {
    /** Runs calls to the table, and names their failures after what they do. */
    call: <T>(what: string, work: () => Promise<T>): Promise<T> =>
      mapAzureErrors(`table ${table.tableName}: ${what}`, work),
    get: ({ partitionKey, rowKey }: RowKeys, select?: string[]) =>
      undefinedOn([404], () =>
        table.getEntity(partitionKey, rowKey, select === undefined ? {} : { queryOptions: { select } }),
      ),
    list: (options: ListTableEntitiesOptions) => emptyIfNotFound(table.listEntities(options)),
    /** As many rows as one call gives, and where to go on. */
    page: async (queryOptions: { filter: string; select?: string[] }, maxPageSize: number, continuationToken = '') => {
      const pages = table
        .listEntities({ queryOptions })
        .byPage({ maxPageSize, ...(continuationToken !== '' && { continuationToken }) });
      for await (const rows of emptyIfNotFound(pages)) return { rows, next: rows.continuationToken };
      return { rows: [], next: undefined };
    },
    /** Inserts, or replaces the version given; returns the new version, or undefined on a conflict. */
    write: (entity: TableEntity, version: string | undefined): Promise<string | undefined> =>
      undefinedOn(CONFLICT_STATUSES, async () => {
        const { etag = '' } =
          version === undefined
            ? await creatingTable(table, () => table.createEntity(entity))
            : await table.updateEntity(entity, 'Replace', { etag: version });
        return etag;
      }),
    /** Changes some columns of the version given, and removes none. False on a conflict. */
    patch: async (entity: TableEntity, version: string): Promise<boolean> =>
      (await undefinedOn(CONFLICT_STATUSES, () => table.updateEntity(entity, 'Merge', { etag: version }))) !==
      undefined,
    /** Replaces any version; returns the new one. */
    put: async (entity: TableEntity): Promise<string> =>
      (await creatingTable(table, () => table.upsertEntity(entity, 'Replace'))).etag ?? '',
    /** False when the row is there in another version; `*` is any. */
    remove: async ({ partitionKey, rowKey }: RowKeys, etag: string): Promise<boolean> => {
      const remove = () => undefinedOn([404], () => table.deleteEntity(partitionKey, rowKey, { etag }));
      return (await undefinedOn([412], async () => ({ removed: await remove() }))) !== undefined;
    },
  };
}

async function undefinedOn<T>(statuses: readonly number[], call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (statuses.includes(statusOf(error) ?? 0)) return undefined;
    throw error;
  }
}

/** Creates the table if the write finds none. */
async function creatingTable<T>(table: TableClient, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (codeOf(error) !== 'TableNotFound') throw error;
    await table.createTable();
    return write();
  }
}

async function* emptyIfNotFound<T>(rows: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* rows;
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
}

/** The columns that a row has: where a query selects columns, the service answers null for those that a row does not have. */
export function columnsOf(entity: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entity).filter(([, value]) => value !== null && value !== undefined));
}

/**
 * Keys of Table Storage may not hold `/ \ # ?` and control characters, and `%` breaks some clients
 * (https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model). `!` marks an
 * escape; `~` is escaped too, so that keys of ours that begin with it are never the id of a video.
 */
const FORBIDDEN = /[/\\#?%!~\p{Cc}]/gu;
/** A key may have 1 KiB, which is 512 UTF-16 code units. */
const MAX_KEY_LENGTH = 512;

/** Any text as a table key. A key that would be too long is `~` and the text's SHA-256, and a property of its row has the text. */
export function toTableKey(text: string): string {
  const toEscape = (char: string) => `!${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  const escaped = text.replace(FORBIDDEN, toEscape);
  return escaped.length <= MAX_KEY_LENGTH ? escaped : `~${createHash('sha256').update(text).digest('hex')}`;
}
