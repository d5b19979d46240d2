import { Failure } from './failure.js';

/** Races are lost to writers that made progress, so a few rounds are enough; the event comes again if not. */
const ROUNDS = 5;

/**
 * Decides on what is known and writes on condition that it still holds; when it does not, reads and decides again.
 * `attempt` answers undefined for a lost race. Throws a `lost-race` failure after five.
 */
export async function untilWritten<Known, Done>(
  known: Known,
  readAgain: () => Promise<Known>,
  attempt: (known: Known) => Promise<Done | undefined>,
): Promise<Done> {
  for (let round = 1; ; round++) {
    const done = await attempt(known);
    if (done !== undefined) return done;
    if (round === ROUNDS) throw new Failure('lost-race', `another writer was faster ${ROUNDS} times`);
    known = await readAgain();
  }
}
