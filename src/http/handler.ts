import type { HttpHandler, HttpRequest, HttpResponseInit } from '@azure/functions';
import { describeError } from '../application/failure.js';
import type { Log } from '../telemetry/log-events.js';
import { withLog } from '../telemetry/log.js';
import { createFinalizeResponse, type FinalizeResponse } from './finalize-response.js';
import { BadRequest, problem, toProblem } from './problem.js';

/** Answers a request; may throw, and `toAzureHandler` knows what to answer then. */
export type Handler = (request: HttpRequest, log: Log) => Promise<HttpResponseInit> | HttpResponseInit;

/** Failures that the caller can mend: they wake no operator. */
const CLIENT_ERRORS = ['ambiguous-video', 'stale-continuation', 'links-off', 'forbidden'];

/** Logs every failure but a bad request, the caller's own at a lower level. */
export function logFailure(error: unknown, log: Log): void {
  const { code, reason, stack } = describeError(error);
  if (code === 'access-denied') log('access-denied', { reason });
  else if (CLIENT_ERRORS.includes(code)) log('request-refused', { code, reason });
  else log('request-failed', { code, reason, stack });
}

/**
 * A handler for `@azure/functions` that always answers: the host turns a throw into an empty 500. `finalize` keeps what
 * it has compressed: functions share one.
 */
export function toAzureHandler(
  handle: Handler,
  finalize: FinalizeResponse = createFinalizeResponse(),
): (...args: Parameters<HttpHandler>) => Promise<HttpResponseInit> {
  return (request, context) =>
    withLog(context, 'query', async (log) =>
      finalize(request, context.invocationId, await responseOf(handle, request, log)),
    );
}

export async function responseOf(handle: Handler, request: HttpRequest, log: Log): Promise<HttpResponseInit> {
  try {
    return await handle(request, log);
  } catch (error) {
    if (!(error instanceof BadRequest)) logFailure(error, log);
    return problem(...toProblem(error));
  }
}
