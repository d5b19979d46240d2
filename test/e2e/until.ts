import { setTimeout as wait } from 'node:timers/promises';

const ASK_EVERY_MS = 50;

/** Asks until the answer is not undefined, and gives it. Throws a sentence when it does not come within the time. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>, withinMs = 20_000): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${withinMs / 1000} s`);
    await wait(ASK_EVERY_MS);
  }
}
