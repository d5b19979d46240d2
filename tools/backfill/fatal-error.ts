import { describeError } from '../../src/application/failure.js';

/** An error that ends the run, since every other container would fail too or get wrong rows. */
export class FatalError extends Error {
  override readonly name = 'FatalError';
}

/** Wraps a function so that its failures become a FatalError with this message. */
export function fatalOnFailure<Args extends unknown[], Answer>(
  what: string,
  advice: string,
  call: (...args: Args) => Promise<Answer>,
): (...args: Args) => Promise<Answer> {
  return (...args) =>
    call(...args).catch((cause: unknown) => {
      throw new FatalError(`${what}: ${describeError(cause).reason}. ${advice}`, { cause });
    });
}
