/** Kinds of failure that callers treat differently; any other error is a bug and is passed on as it is. */
export type FailureCode =
  | 'access-denied'
  | 'unavailable'
  | 'lost-race'
  | 'not-ready'
  | 'not-published'
  | 'too-large'
  | 'ambiguous-video'
  | 'stale-continuation'
  | 'links-off'
  | 'forbidden';

/**
 * An expected failure. Adapters translate the errors of their SDK into it once. The message is ours and safe to log;
 * `cause` is the SDK's error, for the debugger alone, since such errors may carry URLs.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** An error for the log: our own messages as they are, of others the stack without queries, since they may be signed. */
export function describeError(error: unknown): { code: string; reason: string; stack?: string } {
  if (error instanceof Failure) return { code: error.code, reason: error.message };
  if (error instanceof AggregateError) {
    const parts = error.errors.map(describeError);
    const codes = parts.map((part) => part.code);
    const telling = codes.find((code) => code === 'access-denied') ?? codes.find((code) => code !== 'not-published');
    const code = telling ?? codes[0] ?? 'bug';
    return { code, reason: parts.map(({ reason }) => reason).join('; ') };
  }
  if (!(error instanceof Error)) return { code: 'bug', reason: 'something was thrown that is no error' };
  return { code: 'bug', reason: error.name, stack: (error.stack ?? '').replace(/\?[^\s'")]*/g, '?…') };
}
