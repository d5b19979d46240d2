import { isRestError } from '@azure/core-rest-pipeline';
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
      throw new FatalError(`${what}: ${describeUnreachable(cause)}. ${advice}`, { cause });
    });
}

/** The reason of a failure; where nothing answered, with the address, and what to start where that is this machine's. */
export function describeUnreachable(error: unknown): string {
  const { reason } = describeError(error);
  const cause = error instanceof Error ? error.cause : undefined;
  if (!isRestError(cause) || cause.statusCode !== undefined || cause.request === undefined) return reason;
  const { origin } = new URL(cause.request.url);
  // The settings allow plain HTTP on this machine alone.
  const isLocal = origin.startsWith('http:');
  return `${reason} from ${origin}${isLocal ? '; start Stillframe in another terminal: npm start' : ''}`;
}
