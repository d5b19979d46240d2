const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Event Grid's back-off. https://learn.microsoft.com/azure/event-grid/delivery-and-retry#retry-schedule */
const delays = [
  ...[10 * second, 30 * second, minute, 5 * minute, 10 * minute, 30 * minute],
  ...[hour, 3 * hour, 6 * hour, 12 * hour],
];

/** Event Grid's defaults: 30 attempts within 24 hours. */
const maxAttempts = 30;
const timeToLiveMs = 24 * hour;

/** Deliveries that are answered with these are not retried. */
const finalStatuses: readonly number[] = [400, 401, 403, 413];

/** Event Grid's names of delivery outcomes; other statuses keep their number. */
const outcomes: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  408: 'TimedOut',
  413: 'RequestEntityTooLarge',
  429: 'Busy',
  503: 'Busy',
};

/** The result of an attempt: a status, or why there is none. */
export type Answer = { readonly status: number } | { readonly failure: 'TimedOut' | 'SocketError' };

export type Decision =
  | { readonly next: 'delivered' }
  | { readonly next: 'retry'; readonly afterMs: number; readonly outcome: string }
  | { readonly next: 'dead-letter'; readonly reason: string; readonly outcome: string };

/**
 * Decides what follows attempt number `attempts` for an event that was published `ageMs` ago. Only 200 to 204 are success.
 * `scale` multiplies all times, so that tests need not wait for hours.
 */
export function afterAttempt(answer: Answer, attempts: number, ageMs: number, scale: number): Decision {
  const status = 'status' in answer ? answer.status : undefined;
  if (status !== undefined && status >= 200 && status <= 204) return { next: 'delivered' };
  const outcome = 'failure' in answer ? answer.failure : (outcomes[answer.status] ?? String(answer.status));
  if (status !== undefined && finalStatuses.includes(status)) {
    return { next: 'dead-letter', reason: 'DeliveryAttemptNotRetriable', outcome };
  }
  if (attempts >= maxAttempts) return { next: 'dead-letter', reason: 'MaxDeliveryAttemptsExceeded', outcome };
  const afterMs = (delays[attempts - 1] ?? 12 * hour) * scale;
  if (ageMs + afterMs > timeToLiveMs * scale) return { next: 'dead-letter', reason: 'TimeToLiveExceeded', outcome };
  return { next: 'retry', afterMs, outcome };
}
