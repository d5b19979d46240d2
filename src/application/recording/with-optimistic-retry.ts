import { Failure } from '../failure.js';

/** Another writer made progress each time, so a few rounds are enough; the event is delivered again if not. */
const ROUNDS = 5;
/** Longest pause after the first lost race, about the time of a write; after the second twice as long, and so on. */
const PAUSE_MS = 25;

/** Waits for a random time, so that writers that met once do not meet again. */
export const jitter = (round: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * PAUSE_MS * round));

/**
 * Reads, decides and writes on the condition that what was read still holds. `attempt` answers undefined after a lost race
 * and is called again with the next round, from 1. Throws a `lost-race` failure after five.
 */
export async function withOptimisticRetry<Done>(
  attempt: (round: number) => Promise<Done | undefined>,
  pause: (round: number) => Promise<void> = jitter,
): Promise<Done> {
  for (let round = 1; ; round++) {
    const done = await attempt(round);
    if (done !== undefined) return done;
    if (round === ROUNDS) throw new Failure('lost-race', `another writer was faster ${ROUNDS} times`);
    await pause(round);
  }
}
