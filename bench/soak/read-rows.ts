import { TableClient } from '@azure/data-tables';

/** When a row was written is no part of what it says. */
const WRITE_TIMES = ['timestamp', 'etag', 'finishedSeenAt', 'odata.metadata'];

/** All rows of a table in the order of their keys, as text, without what tells when they were written. */
export async function readRows(connectionString: string, name: string): Promise<string[]> {
  const table = TableClient.fromConnectionString(connectionString, name, { allowInsecureConnection: true });
  const rows: string[] = [];
  for await (const row of table.listEntities()) {
    const said = Object.entries(row).filter(([column]) => !WRITE_TIMES.includes(column));
    rows.push(JSON.stringify(Object.fromEntries(said.sort(([a], [b]) => (a < b ? -1 : 1)))));
  }
  return rows.sort();
}
