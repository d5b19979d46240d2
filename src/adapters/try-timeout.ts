import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { timeLeftMs } from '../telemetry/invocation.js';

export function timeoutError(): Error {
  return Object.assign(new Error('the time for this is over'), { name: 'TimeoutError' });
}

/**
 * Ends a try with a `TimeoutError`, its answer's last byte included: the SDKs' clients wait for ever for an answer, or for the
 * rest of one. A try ends with its invocation, and none begins after that: the caller repeats the work, and a late write would
 * undo what was decided since.
 */
export function tryTimeoutPolicy(timeoutMs: number): PipelinePolicy {
  return {
    name: 'tryTimeoutPolicy',
    async sendRequest(request, next) {
      const limitMs = Math.min(timeoutMs, timeLeftMs());
      const { abortSignal: given } = request;
      if (limitMs <= 0 || given?.aborted === true) throw timeoutError();
      const ended = new AbortController();
      const end = (): void => {
        ended.abort();
      };
      const timer = setTimeout(end, limitMs);
      given?.addEventListener('abort', end);
      const settle = (): void => {
        clearTimeout(timer);
        given?.removeEventListener('abort', end);
      };
      request.abortSignal = ended.signal;
      try {
        // A race, since the decompression of an answer ignores an abort.
        const response = await Promise.race([next(request), rejectedAt(ended.signal)]);
        // A streamed answer has the time that is left for all of it.
        if (response.readableStreamBody === undefined) settle();
        else response.readableStreamBody.once('close', settle);
        return response;
      } catch (error) {
        settle();
        throw error;
      } finally {
        delete request.abortSignal;
        if (given !== undefined) request.abortSignal = given;
      }
    },
  };
}

function rejectedAt(end: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    end.addEventListener('abort', () => {
      reject(timeoutError());
    });
  });
}
