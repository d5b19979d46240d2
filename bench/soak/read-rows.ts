import { TableClient } from '@azure/data-tables';

/** When, how often and by way of which owners a row was written is no part of what it says; orders differ in it. */
const WRITE_TIMES = [
  ...['timestamp', 'etag', 'odata.metadata', 'finishedSeenAt', 'changedAt', 'missingSince'],
  ...['seq', 'ownerSeq', 'formerOwners'],
];

/** All rows of a table in the order of their keys, as text, without what tells when they were written. */
export async function readRows(connectionString: string, name: string): Promise<string[]> {
  const table = TableClient.fromConnectionString(connectionString, name, { allowInsecureConnection: true });
  const rows: string[] = [];
  for await (const row of table.listEntities()) {
    const columns = Object.entries(row).filter(([column]) => !WRITE_TIMES.includes(column));
    rows.push(JSON.stringify(Object.fromEntries(columns.sort(([a], [b]) => (a < b ? -1 : 1)))));
  }
  return rows.sort();
}
