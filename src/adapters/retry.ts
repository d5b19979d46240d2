import {
  createDefaultHttpClient,
  createEmptyPipeline,
  retryPolicy,
  type HttpClient,
  type Pipeline,
  type PipelinePolicy,
  type RetryStrategy,
} from '@azure/core-rest-pipeline';
import { Failure } from '../application/failure.js';
import { timeLeftMs } from '../invocation.js';
import { retryAfterMs } from './retry-after.js';
import { timeoutError, tryTimeoutPolicy } from './try-timeout.js';

/** Nobody waits longer for one answer of Azure: Event Grid gives up after 30 s, and a caller before. */
const TRY_TIMEOUT_MS = 10_000;
/** After the first try. It is better to give up in time than to be given up on by who waits for us. */
const RETRIES = 2;
/** Before the first of them half of this at least and this at most, before the next one twice as long. */
const PAUSE_MS = 400;
/** A service that asks for more is not asked again, not even where no invocation ends. */
const MAX_PAUSE_MS = 30_000;
/** Statuses that a later try may cure, besides all of 5xx: timed out, too early, throttled. */
const TRANSIENT = [408, 425, 429];

/** Whether a later try may cure it; without a status there was no answer, or none that was whole. */
export function isTransient(status: number | undefined): boolean {
  return status === undefined || status >= 500 || TRANSIENT.includes(status);
}

/** Of an SDK's client, whose own retries would come in step after a `Retry-After`, however long that is. */
export function retryOptions(tryTimeoutMs = TRY_TIMEOUT_MS) {
  return {
    retryOptions: { maxRetries: 0 },
    additionalPolicies: [
      { policy: retriesPolicy(), position: 'perCall' as const },
      { policy: tryTimeoutPolicy(tryTimeoutMs), position: 'perRetry' as const },
    ],
  };
}

/** The same for a pipeline. */
export function addRetryPolicies(pipeline: Pipeline): void {
  pipeline.removePolicy({ phase: 'Retry' });
  pipeline.addPolicy(retriesPolicy(), { phase: 'Retry' });
  pipeline.addPolicy(tryTimeoutPolicy(TRY_TIMEOUT_MS), { afterPhase: 'Sign' });
}

/** The same for what takes neither, as credentials do: the network itself has patience. */
export function retryingClientOptions(network: HttpClient = createDefaultHttpClient()) {
  const pipeline = createEmptyPipeline();
  addRetryPolicies(pipeline);
  const httpClient: HttpClient = { sendRequest: (request) => pipeline.sendRequest(network, request) };
  return { httpClient, retryOptions: { maxRetries: 0 } };
}

function retriesPolicy(): PipelinePolicy {
  return { ...retryPolicy([retryStrategy], { maxRetries: RETRIES }), name: 'retriesPolicy' };
}

/**
 * Pauses as long as the service asks for, and then for a time of chance: those who were refused together must not come back
 * together. Where there is no time for that, what the service has said is its last word.
 */
const retryStrategy: RetryStrategy = {
  name: 'retryStrategy',
  retry({ retryCount, response, responseError }) {
    if (!isTransient(response?.status ?? responseError?.statusCode)) return { skipStrategy: true };
    const halfMs = (PAUSE_MS / 2) * 2 ** retryCount;
    const pauseMs = ((response && retryAfterMs(response)) ?? 0) + halfMs + Math.random() * halfMs;
    const isTooLong = pauseMs >= Math.min(MAX_PAUSE_MS, timeLeftMs());
    return isTooLong ? { skipStrategy: true } : { retryAfterInMs: pauseMs };
  },
};

/** How long an answer about many videos waits for one of them, so that the others need not. */
const ITEM_TIMEOUT_MS = 5000;

/** Waits for what is one of many parts of an answer. Throws `unavailable` when it takes too long. */
export function withItemTimeout<T>(call: () => Promise<T>): Promise<T> {
  const said = `no answer within ${ITEM_TIMEOUT_MS / 1000} s`;
  return within(ITEM_TIMEOUT_MS, call, () => new Failure('unavailable', said));
}

/** Waits for a call, with all its retries, until the time of the invocation is over; then throws a `TimeoutError`. */
export function withDeadline<T>(call: () => Promise<T>): Promise<T> {
  const leftMs = timeLeftMs();
  return leftMs === Infinity ? call() : within(leftMs, call, timeoutError);
}

/** Waits for a call as long as for one answer; then throws a `TimeoutError`. */
export function withTryTimeout<T>(call: () => Promise<T>): Promise<T> {
  return within(TRY_TIMEOUT_MS, call, timeoutError);
}

async function within<T>(ms: number, call: () => Promise<T>, toError: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(toError());
    }, ms);
  });
  try {
    return await Promise.race([call(), over]);
  } finally {
    clearTimeout(timer);
  }
}
