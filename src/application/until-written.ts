import { Failure } from './failure.js';

/** Races are lost to writers that made progress, so a few rounds are enough; the event comes again if not. */
const ROUNDS = 5;
/** Longest pause after the first lost race, about what a write takes; after the second twice as long, and so on. */
const PAUSE_MS = 25;

/** After a lost race, so that writers that met once do not meet again: each waits for a time of its own. */
export const pauseAtRandom = (round: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * PAUSE_MS * round));

/**
 * Decides on what is known and writes on condition that it still holds; when it does not, reads and decides again.
 * `attempt` answers undefined for a lost race, and `pause` comes before the next round. Throws a `lost-race` failure after
 * five.
 */
export async function untilWritten<Known, Done>(
  known: Known,
  readAgain: () => Promise<Known>,
  attempt: (known: Known) => Promise<Done | undefined>,
  pause: (round: number) => Promise<void> = pauseAtRandom,
): Promise<Done> {
  for (let round = 1; ; round++) {
    const done = await attempt(known);
    if (done !== undefined) return done;
    if (round === ROUNDS) throw new Failure('lost-race', `another writer was faster ${ROUNDS} times`);
    await pause(round);
    known = await readAgain();
  }
}
