import * as z from 'zod';
import type { Outbox } from '../../domain/outbox.js';

/** The columns of a row that is an outbox; a row that owes nobody anything has none of them. */
const columns = z.object({ publishedVersion: z.string(), changedAt: z.date() });

export function fromOutboxColumns(entity: Record<string, unknown>): { outbox?: Outbox } {
  return 'publishedVersion' in entity ? { outbox: columns.parse(entity) } : {};
}
