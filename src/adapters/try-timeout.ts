import type { PipelinePolicy } from '@azure/core-rest-pipeline';

/** Nobody waits longer for one answer of Azure: Event Grid gives up after 30 s, and a caller before. */
export const TRY_TIMEOUT_MS = 10_000;

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
