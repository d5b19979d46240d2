/** What one run through the table may still cost, and what it has seen and done so far. */
export interface Tally {
  /** Calls that are left. */
  left: number;
  /** Places whose containers storage was asked for, and answered; one that was asked for twice counts once. */
  looked: number;
  /** Of those, missing ones that were noted, and noted ones that are there again. */
  missing: number;
  back: number;
  dropped: number;
  /** What would have been dropped if it were not too much for one run. */
  held: number;
  /** Places that the settings do not allow, or in an account that gave no answer. */
  skipped: number;
  failed: number;
  /** Rows that are not as we write them. */
  unreadable: number;
  /** Removed rows that had outlived what they were for. */
  tombstones: number;
  owners: number;
}

export function newTally(calls: number): Tally {
  const seen = { looked: 0, missing: 0, back: 0, dropped: 0, held: 0, skipped: 0, failed: 0, unreadable: 0 };
  return { left: calls, ...seen, tombstones: 0, owners: 0 };
}

/** One in a hundred of those that were looked at, and one in any case: one wrong role must not empty the table. */
export function mayDrop({ dropped, looked }: Tally): boolean {
  return dropped < Math.max(1, Math.floor(looked / 100));
}
