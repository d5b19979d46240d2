export type ScanStats = ReturnType<typeof newStats>;

/** So many locations are checked for each manifest that is removed: one wrong role must not empty the table. */
const CHECKED_PER_REMOVAL = 100;

/** What one run of the scan may still cost, and what it has seen and done. */
export function newStats(calls: number, saved: number) {
  return {
    /** Calls that are left. */
    left: calls,
    /** Locations that earlier runs checked without a removal, 99 at most. */
    saved,
    /** Locations whose container storage was asked for, and answered. */
    checked: 0,
    /** Of those: containers that are missing for the first time, and missing ones that are there again. */
    ...{ missing: 0, recovered: 0 },
    /** Manifests that were removed because their container is gone; `deferred` would have been too many for one run. */
    ...{ removed: 0, deferred: 0 },
    /** Locations that the settings do not allow or whose account has failed before; and failures. */
    ...{ skipped: 0, failed: 0 },
    /** Rows that are not as we write them. */
    unreadable: 0,
    /** Interrupted work that was finished. */
    ...{ projected: 0, published: 0 },
    /** Removed rows that are not needed any more. */
    ...{ tombstones: 0, records: 0 },
  };
}

/** One in a hundred of all that the scan checks, however few a run meets of them. */
export function mayRemove({ removed, checked, saved }: ScanStats): boolean {
  return (removed + 1) * CHECKED_PER_REMOVAL <= saved + checked;
}

/** What the next run may count as checked: never enough for a removal, so that many quiet runs do not add up. */
export function savedBy({ removed, checked, saved }: ScanStats): number {
  return Math.min(saved + checked - removed * CHECKED_PER_REMOVAL, CHECKED_PER_REMOVAL - 1);
}
