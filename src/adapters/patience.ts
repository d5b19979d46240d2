import type { PipelinePolicy } from '@azure/core-rest-pipeline';

/** Nobody waits longer for one answer of Azure: Event Grid gives up after 30 s, and a caller before. */
export const TRY_TIMEOUT_MS = 10_000;

/** Event Grid waits 30 s for an answer, and then delivers again: better to give up in time than to be given up on. */
export const RETRY_OPTIONS = { maxRetries: 2, retryDelayInMs: 400, maxRetryDelayInMs: 2000 };

/** The same, as @azure/storage-blob spells it: a first try and two more. */
export const BLOB_RETRY_OPTIONS = {
  maxTries: RETRY_OPTIONS.maxRetries + 1,
  retryDelayInMs: RETRY_OPTIONS.retryDelayInMs,
  maxRetryDelayInMs: RETRY_OPTIONS.maxRetryDelayInMs,
  tryTimeoutInMs: TRY_TIMEOUT_MS,
};

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
