import { isCovered } from './deletion.js';
import { deletedAt, isShown, ownerOf, type LocationRecord } from './location-record.js';

/** What a report came to, for the owner. */
export type RecordOutcome = 'created' | 'replaced' | 'unchanged' | 'deleted';

export function outcomeOf(record: LocationRecord | undefined, next: LocationRecord, at: Date): RecordOutcome {
  if (isCovered(at, deletedAt(next))) return 'deleted';
  if (record === undefined || ownerOf(record) !== ownerOf(next) || !isShown(record)) return 'created';
  return record.contentVersion === next.contentVersion ? 'unchanged' : 'replaced';
}
