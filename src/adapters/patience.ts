import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { Failure } from '../application/failure.js';
import { timeLeftMs } from '../invocation.js';

/** Nobody waits longer for one answer of Azure: Event Grid gives up after 30 s, and a caller before. */
export const TRY_TIMEOUT_MS = 10_000;

/** Event Grid waits 30 s for an answer, and then delivers again: better to give up in time than to be given up on. */
export const RETRY_OPTIONS = { maxRetries: 2, retryDelayInMs: 400, maxRetryDelayInMs: 2000 };

/** Ends a try that is never answered with an `AbortError`: the SDKs' clients wait for ever when nobody tells them. */
export function tryTimeoutPolicy(timeoutMs = TRY_TIMEOUT_MS): PipelinePolicy {
  return {
    name: 'tryTimeoutPolicy',
    sendRequest(request, next) {
      request.timeout = timeoutMs;
      return next(request);
    },
  };
}

/** How long an answer about many videos waits for one of them, so that the others need not. */
const ONE_OF_MANY_MS = 5000;

/** Waits for what is one of many parts of an answer. Throws `unavailable` when it takes too long. */
export async function inItsShare<T>(call: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Failure('unavailable', `no answer within ${ONE_OF_MANY_MS / 1000} s`));
    }, ONE_OF_MANY_MS);
  });
  try {
    return await Promise.race([call(), over]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Waits for a call, with all its retries, until the time of the invocation is over; then throws a `TimeoutError`. What the
 * call does after that does no harm: every write is on a condition, and the event comes again.
 */
export async function inTime<T>(call: () => Promise<T>): Promise<T> {
  const leftMs = timeLeftMs();
  if (leftMs === Infinity) return call();
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(Object.assign(new Error('the time of the invocation is over'), { name: 'TimeoutError' }));
    }, leftMs);
  });
  try {
    return await Promise.race([call(), over]);
  } finally {
    clearTimeout(timer);
  }
}
