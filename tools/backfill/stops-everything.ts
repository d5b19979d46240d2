import { describeError } from '../../src/application/failure.js';

/** What ends a run: going on would do harm, or find the same with every container. */
export class StopsEverything extends Error {
  override readonly name = 'StopsEverything';
}

/** The same function, whose failures end the run with a sentence that begins so. */
export function stoppingAt<Args extends unknown[], Answer>(
  what: string,
  advice: string,
  ask: (...args: Args) => Promise<Answer>,
): (...args: Args) => Promise<Answer> {
  return (...args) =>
    ask(...args).catch((cause: unknown) => {
      throw new StopsEverything(`${what}: ${describeError(cause).reason}. ${advice}`, { cause });
    });
}
