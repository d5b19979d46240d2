import type { HttpHandler, HttpRequest, HttpResponseInit } from '@azure/functions';
import { describeError } from '../application/failure.js';
import type { Log } from '../application/ports.js';
import { withLog } from '../log.js';
import { makeDeliver, type Deliver } from './deliver.js';
import { BadRequest, problemOf } from './problem.js';

/** What a hall makes of a request; may throw, and `answer` knows what to say then. */
export type Answer = (request: HttpRequest, log: Log) => Promise<HttpResponseInit> | HttpResponseInit;

/** Failures that nobody need be woken for. */
const CALLERS_DOING = ['ambiguous-video', 'stale-continuation', 'links-off', 'forbidden'];

/** What is not the caller's doing, or not as it should be, has a line. */
export function logFailure(error: unknown, log: Log): void {
  const { code, reason, stack } = describeError(error);
  if (code === 'access-denied') log('access-denied', { reason });
  else if (CALLERS_DOING.includes(code)) log('request-refused', { code, reason });
  else log('request-failed', { code, reason, stack });
}

/**
 * A handler for `@azure/functions` that always answers: the host turns a throw into an empty 500. What is not the
 * caller's doing is logged. `deliver` keeps what it has compressed: doors share one.
 */
export function answer(handle: Answer, deliver: Deliver = makeDeliver()): HttpHandler {
  return (request, context) =>
    withLog(context, 'query', async (log) =>
      deliver(request, context.invocationId, await responseOf(handle, request, log)),
    );
}

/** What the hall answers, or the problem that it threw. */
export async function responseOf(handle: Answer, request: HttpRequest, log: Log): Promise<HttpResponseInit> {
  try {
    return await handle(request, log);
  } catch (error) {
    if (!(error instanceof BadRequest)) logFailure(error, log);
    return problemOf(error);
  }
}
