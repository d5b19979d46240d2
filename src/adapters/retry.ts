import {
  createDefaultHttpClient,
  createEmptyPipeline,
  retryPolicy,
  type HttpClient,
  type Pipeline,
  type PipelinePolicy,
  type PipelineResponse,
  type RetryStrategy,
} from '@azure/core-rest-pipeline';
import { timeLeftMs } from '../telemetry/invocation.js';
import { TRY_TIMEOUT_MS, tryTimeoutPolicy } from './timeouts.js';

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

/** Some services of Azure send milliseconds too. */
const IN_MS = ['retry-after-ms', 'x-ms-retry-after-ms'];

/**
 * The pause that a service asks for; undefined if it asks for none or the header cannot be read.
 * https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
export function retryAfterMs({ headers }: Pick<PipelineResponse, 'headers'>): number | undefined {
  const ms = IN_MS.map((name) => toNumber(headers.get(name))).find((one) => one !== undefined);
  if (ms !== undefined) return ms;
  const text = headers.get('retry-after');
  const seconds = toNumber(text);
  if (seconds !== undefined) return seconds * 1000;
  const date = Date.parse(text ?? '');
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

function toNumber(text: string | undefined): number | undefined {
  return /^\s*\d+\s*$/.test(text ?? '') ? Number(text) : undefined;
}
