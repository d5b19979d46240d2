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
import { timeLeftMs } from '../telemetry/invocation.js';
import { retryAfterMs } from './retry-after.js';
import { timeoutError, tryTimeoutPolicy } from './try-timeout.js';

/** Of one answer of Azure: Event Grid gives up after 30 s, and callers sooner. */
const TRY_TIMEOUT_MS = 10_000;
/** After the first try. Fail before the caller's own timeout. */
const RETRIES = 2;
/** The first pause is at least half of this and at most this; the next one is twice as long. */
const PAUSE_MS = 400;
/** A service that asks for a longer pause is not tried again. */
const MAX_PAUSE_MS = 30_000;
/** Besides all of 5xx: timed out, too early, throttled. */
const TRANSIENT = [408, 425, 429];

/** Whether a later try may succeed. Without a status, no whole answer came. */
export function isTransient(status: number | undefined): boolean {
  return status === undefined || status >= 500 || TRANSIENT.includes(status);
}

/**
 * Options of an SDK's client. The SDK's own retries add no jitter to a `Retry-After`, have no limit for it and ignore the
 * deadline of the invocation.
 */
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

/** The same for credentials, which take no policies: their HTTP client retries. */
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
 * Pauses as long as the service asks for, plus a random time, so that callers that were throttled together do not return
 * together. If the invocation ends before that, the answer of the service stands.
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

/** How long an answer about many videos waits for one of them. */
const ITEM_TIMEOUT_MS = 5000;

/** Waits for one item of a batch. Throws `unavailable` when it takes too long. */
export function withItemTimeout<T>(call: () => Promise<T>): Promise<T> {
  const said = `no answer within ${ITEM_TIMEOUT_MS / 1000} s`;
  return within(ITEM_TIMEOUT_MS, call, () => new Failure('unavailable', said));
}

/** Waits for a call and its retries until the deadline of the invocation, then throws a `TimeoutError`. */
export function withDeadline<T>(call: () => Promise<T>): Promise<T> {
  const leftMs = timeLeftMs();
  return leftMs === Infinity ? call() : within(leftMs, call, timeoutError);
}

/** Waits for a call as long as for one try, then throws a `TimeoutError`. */
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
