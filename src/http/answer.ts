import type { HttpHandler, HttpRequest, HttpResponseInit } from '@azure/functions';
import { describeError } from '../application/failure.js';
import type { Log } from '../application/ports.js';
import { logTo } from '../log.js';
import { BadRequest, problemOf } from './problem.js';

/** What a hall makes of a request; may throw, and `answer` knows what to say then. */
export type Answer = (request: HttpRequest, log: Log) => Promise<HttpResponseInit> | HttpResponseInit;

/** Failures that nobody need be woken for. */
const CALLERS_DOING = ['ambiguous-video', 'stale-continuation'];

/**
 * A handler for `@azure/functions` that always answers: the host turns a throw into an empty 500. What is not the
 * caller's doing is logged.
 */
export function answer(handle: Answer): HttpHandler {
  return async (request, context) => {
    const log = logTo(context);
    try {
      return await handle(request, log);
    } catch (error) {
      if (!(error instanceof BadRequest)) {
        const described = describeError(error);
        const level = CALLERS_DOING.includes(described.code) ? 'warn' : 'error';
        log(described.code === 'access-denied' ? 'access-denied' : 'request-failed', described, level);
      }
      return problemOf(error);
    }
  };
}
