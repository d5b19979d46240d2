import type { TableClient, TableEntity } from '@azure/data-tables';
import { codeOf, statusOf } from '../azure-failure.js';

/** Deleted since it was read, there already, changed since it was read. */
const CONFLICT_STATUSES = [404, 409, 412];

/** Writes on a condition, as every row is written. */
export function createRows(table: TableClient) {
  return {
    /** Inserts, or replaces the version given; returns the new version, or undefined on a conflict. */
    write: (entity: TableEntity, version: string | undefined): Promise<string | undefined> =>
      undefinedOnConflict(async () => {
        const { etag = '' } =
          version === undefined
            ? await creatingTable(table, () => table.createEntity(entity))
            : await table.updateEntity(entity, 'Replace', { etag: version });
        return etag;
      }),
    /** Changes some columns of the version given, and removes none. False on a conflict. */
    patch: async (entity: TableEntity, version: string): Promise<boolean> =>
      (await undefinedOnConflict(() => table.updateEntity(entity, 'Merge', { etag: version }))) !== undefined,
    /** Replaces any version. */
    put: async (entity: TableEntity): Promise<{ etag?: string }> =>
      creatingTable(table, () => table.upsertEntity(entity, 'Replace')),
    /** False when the row is there in another version; `*` is any. */
    remove: async (partitionKey: string, rowKey: string, etag: string): Promise<boolean> => {
      try {
        await undefinedIfNotFound(() => table.deleteEntity(partitionKey, rowKey, { etag }));
        return true;
      } catch (error) {
        if (statusOf(error) === 412) return false;
        throw error;
      }
    },
  };
}

async function undefinedOnConflict<T>(write: () => Promise<T>): Promise<T | undefined> {
  try {
    return await write();
  } catch (error) {
    if (CONFLICT_STATUSES.includes(statusOf(error) ?? 0)) return undefined;
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

/** The columns that a row has: where a query selects columns, the service answers null for those that a row does not have. */
export function withoutNulls(entity: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entity).filter(([, value]) => value !== null));
}

export async function undefinedIfNotFound<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}
