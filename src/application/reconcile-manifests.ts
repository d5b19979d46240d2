import type { AllowedAccount } from '../domain/location.js';
import { describeError, Failure } from './failure.js';
import { makeLook, type HasContainer } from './look-at-places.js';
import type { Clock, Log, ManifestStore } from './ports.js';
import type { TableWalk, WalkedRow } from './table-walk.js';
import { newTally, savedBy, type Tally } from './tally.js';
import { makeVisitRow, MOST_CALLS } from './visit-row.js';

export interface ReconcilePorts {
  store: ManifestStore;
  walk: TableWalk;
  hasContainer: HasContainer;
  clock: Clock;
  accounts: readonly AllowedAccount[];
  /** How many calls one run may make; none with 0. */
  calls: number;
}

/** A run ends well before any plan ends a function. */
const LONGEST_RUN_MS = 120_000;

/** One run of a walk through the table: takes it up where the last one ended, and goes on as far as its calls reach. */
export type ReconcileManifests = (log: Log) => Promise<void>;

export function makeReconcileManifests(ports: ReconcilePorts): ReconcileManifests {
  const { walk, hasContainer, clock, accounts, calls } = ports;
  return async (log) => {
    if (calls === 0) return;
    const bookmark = await walk.readBookmark();
    const tally = newTally(calls, bookmark.looked ?? 0);
    const endsAt = clock().getTime() + LONGEST_RUN_MS;
    const mayGoOn = (): boolean => tally.left >= MOST_CALLS && clock().getTime() < endsAt;
    const look = makeLook(hasContainer, accounts, tally, log);
    const visit = passing(makeVisitRow({ ...ports, look }, tally, log), tally, log);

    // Reading the bookmark, and writing it in the end.
    tally.left -= 2;
    let { page, after } = bookmark;
    let isThrough = false;
    try {
      while (!isThrough && mayGoOn()) {
        tally.left -= 1;
        const { rows, next } = await walk.read(page);
        const open = rows.filter(({ key }) => after === undefined || key > after);
        for (const row of open) {
          if (!mayGoOn()) break;
          await visit(row);
          after = row.key;
        }
        if (after !== open.at(-1)?.key && open.length > 0) break;
        isThrough = next === undefined;
        page = next;
      }
      if (isThrough) after = undefined;
    } finally {
      // Also of a run that failed: else one that always fails at some distance would never come past it.
      const at = { ...(page !== undefined && { page }), ...(after !== undefined && { after }) };
      await walk.putBookmark({ ...at, looked: savedBy(tally) });
    }
    const { left, ...seen } = tally;
    log('reconciled', { outcome: isThrough ? 'through' : 'continues', spent: calls - left, ...seen });
  };
}

/** The same for any row: one that cannot be read, or belongs to a video of such rows, is said and passed; what fails else ends the run. */
function passing(visit: ReturnType<typeof makeVisitRow>, tally: Tally, log: Log) {
  return async (row: WalkedRow): Promise<void> => {
    const pass = (why: { reason: string; stack?: string }): void => {
      tally.unreadable += 1;
      log('row-unreadable', { row: row.key.replace('\n', '/'), ...why });
    };
    if (row.kind === 'unreadable') {
      pass({ reason: 'it is not as this version writes it' });
      return;
    }
    try {
      await visit(row);
    } catch (error) {
      if (error instanceof Failure && error.code !== 'lost-race') throw error;
      const { reason, stack } = describeError(error);
      pass({ reason, ...(stack !== undefined && { stack }) });
    }
  };
}

/** The same; what goes wrong is logged, and shows as a run that failed. The next one goes on where this one ended. */
export function loggingFailures(reconcile: ReconcileManifests): ReconcileManifests {
  return async (log) => {
    try {
      await reconcile(log);
    } catch (error) {
      const { code, reason, stack } = describeError(error);
      if (code === 'access-denied') log('access-denied', { reason });
      else log('reconcile-failed', { code, reason, stack });
      throw error;
    }
  };
}
