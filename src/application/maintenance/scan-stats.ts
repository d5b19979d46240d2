/** What one run of the scan may still cost, and what it has seen and done. */
export interface ScanStats {
  /** Calls that are left. */
  left: number;
  /** Locations that earlier runs checked without a removal, 99 at most. */
  saved: number;
  /** Locations whose container storage was asked for, and answered. */
  checked: number;
  /** Of those: containers that are missing for the first time, and missing ones that are there again. */
  missing: number;
  recovered: number;
  /** Manifests that were removed because their container is gone; `deferred` would have been too many for one run. */
  removed: number;
  deferred: number;
  /** Locations that the settings do not allow, or in an account that gave no answer. */
  skipped: number;
  failed: number;
  /** Rows that are not as we write them. */
  unreadable: number;
  /** Interrupted work that was finished. */
  projected: number;
  published: number;
  /** Removed rows that are not needed any more. */
  tombstones: number;
  records: number;
}

/** So many locations are checked for each manifest that is removed: one wrong role must not empty the table. */
const CHECKED_PER_REMOVAL = 100;

export function newStats(calls: number, saved: number): ScanStats {
  const seen = { checked: 0, missing: 0, recovered: 0, removed: 0, deferred: 0, skipped: 0, failed: 0, unreadable: 0 };
  return { left: calls, saved, ...seen, projected: 0, published: 0, tombstones: 0, records: 0 };
}

/** One in a hundred of all that the scan checks, however few a run meets of them. */
export function mayRemove({ removed, checked, saved }: ScanStats): boolean {
  return (removed + 1) * CHECKED_PER_REMOVAL <= saved + checked;
}

/** What the next run may count as checked: never enough for a removal, so that many quiet runs do not add up. */
export function savedBy({ removed, checked, saved }: ScanStats): number {
  return Math.min(saved + checked - removed * CHECKED_PER_REMOVAL, CHECKED_PER_REMOVAL - 1);
}
