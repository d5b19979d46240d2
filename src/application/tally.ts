/** What one run through the table may still cost, and what it has seen and done so far. */
export interface Tally {
  /** Calls that are left. */
  left: number;
  /** Places that earlier runs looked at and dropped nothing for, 99 at most. */
  saved: number;
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

/** So many are looked at for each that is dropped: one wrong role must not empty the table. */
const LOOKED_FOR_ONE = 100;

export function newTally(calls: number, saved: number): Tally {
  const seen = { looked: 0, missing: 0, back: 0, dropped: 0, held: 0, skipped: 0, failed: 0, unreadable: 0 };
  return { left: calls, saved, ...seen, tombstones: 0, owners: 0 };
}

/** One in a hundred of all that the walk looks at, however few a run meets of them. */
export function mayDrop({ dropped, looked, saved }: Tally): boolean {
  return (dropped + 1) * LOOKED_FOR_ONE <= saved + looked;
}

/** What the next run may count as looked at. Never enough for one: else many quiet runs would add up to many drops. */
export function savedBy({ dropped, looked, saved }: Tally): number {
  return Math.min(saved + looked - dropped * LOOKED_FOR_ONE, LOOKED_FOR_ONE - 1);
}
