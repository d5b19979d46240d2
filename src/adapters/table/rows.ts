import type { TableClient, TableEntity } from '@azure/data-tables';
import { codeOf, statusOf } from '../azure-failure.js';

/** Gone since it was read, there already, changed since it was read. */
const LOST_RACE = [404, 409, 412];

/** Writes on a condition, as every row is written. */
export function makeRows(table: TableClient) {
  return {
    /** Inserts, or replaces the version given; false when somebody else was faster. */
    write: async (entity: TableEntity, version: string | undefined): Promise<boolean> => {
      try {
        if (version === undefined) await inTable(table, () => table.createEntity(entity));
        else await table.updateEntity(entity, 'Replace', { etag: version });
        return true;
      } catch (error) {
        if (LOST_RACE.includes(statusOf(error) ?? 0)) return false;
        throw error;
      }
    },
    /** Whatever is there. */
    put: async (entity: TableEntity): Promise<{ etag?: string }> =>
      inTable(table, () => table.upsertEntity(entity, 'Replace')),
    /** False when the row is there in another version; `*` is any. */
    remove: async (partitionKey: string, rowKey: string, etag: string): Promise<boolean> => {
      try {
        await unless404(() => table.deleteEntity(partitionKey, rowKey, { etag }));
        return true;
      } catch (error) {
        if (statusOf(error) === 412) return false;
        throw error;
      }
    },
  };
}

/** Makes the table at its first use. */
async function inTable<T>(table: TableClient, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (codeOf(error) !== 'TableNotFound') throw error;
    await table.createTable();
    return write();
  }
}

export async function unless404<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}
