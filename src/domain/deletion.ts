/** What is left of a deleted video: reports that are as old as it do not bring the video back. */
export interface Tombstone {
  deletedAt: Date;
  expiresAt: Date;
}

/** Longer than any old report arrives: Event Grid gives up after a day; jobs and their events are gone after 90. */
export const TOMBSTONE_RETENTION_MS = 90 * 24 * 60 * 60_000;

export function tombstoneOf(deletedAt: Date): Tombstone {
  return { deletedAt, expiresAt: new Date(deletedAt.getTime() + TOMBSTONE_RETENTION_MS) };
}

export function isExpired({ expiresAt }: Tombstone, now: Date): boolean {
  return expiresAt.getTime() <= now.getTime();
}

export function isCovered(at: Date, deletedAt: Date | undefined): boolean {
  return deletedAt !== undefined && at.getTime() <= deletedAt.getTime();
}

export function latest(one: Date | undefined, other: Date | undefined): Date | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one >= other ? one : other;
}
