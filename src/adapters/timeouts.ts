import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { Failure } from '../application/failure.js';
import { timeLeftMs } from '../telemetry/invocation.js';

/** Of one answer of Azure: Event Grid gives up after 30 s, and callers sooner. */
export const TRY_TIMEOUT_MS = 10_000;
/** How long an answer about many videos waits for one of them. */
const ITEM_TIMEOUT_MS = 5000;

function timeoutError(): Error {
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
