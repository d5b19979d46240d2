import { setTimeout as wait } from 'node:timers/promises';

/** What ends a replay: every other event would meet the same. */
export class CannotDeliver extends Error {
  override readonly name = 'CannotDeliver';
}

export type Deliver = (
  event: Readonly<Record<string, unknown>>,
) => Promise<{ outcome: 'listed' | 'taken' | 'failed'; status: string }>;

const FUNCTION = '/runtime/webhooks/EventGrid?functionName=recordThumbnails';
/** Twice what Event Grid waits for: nobody else is waiting here. */
const TIMEOUT_MS = 60_000;
/** Busy, or starting: worth another try before it is called a failure. */
const TRY_AGAIN = [429, 502, 503, 504];
/** At least so long; up to half as much again comes by chance, so that replays side by side do not keep step. */
const PAUSES_MS = [1000, 3000];

/** Delivers to the app's webhook as Event Grid does. Throws `CannotDeliver` with what to do when nothing can be delivered. */
export function createDeliver(url: string, key: string | undefined): Deliver {
  const post = async (event: Readonly<Record<string, unknown>>): Promise<number> => {
    const isCloudEvent = 'specversion' in event;
    const response = await fetch(`${url}${FUNCTION}`, {
      method: 'POST',
      // A redirect would carry the key elsewhere.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'aeg-event-type': 'Notification',
        'content-type': isCloudEvent ? 'application/cloudevents+json; charset=utf-8' : 'application/json',
        ...(key !== undefined && { 'x-functions-key': key }),
      },
      body: JSON.stringify(isCloudEvent ? event : [event]),
    });
    await response.arrayBuffer();
    return response.status;
  };

  /** The status, or why there is none. */
  const tryOnce = async (event: Readonly<Record<string, unknown>>): Promise<number | 'no answer'> => {
    const status = await post(event).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'TimeoutError') return 'no answer' as const;
      throw new CannotDeliver(`Nobody answers at ${url}. Is the app running there? --url says where it is.`);
    });
    if (status === 401 || status === 403) throw new CannotDeliver(refused(status, key));
    if (status === 404) throw new CannotDeliver(`404: there is no function recordThumbnails at ${url}.`);
    return status;
  };

  return async (event) => {
    let status = await tryOnce(event);
    for (const pause of PAUSES_MS) {
      if (typeof status === 'string' || !TRY_AGAIN.includes(status)) break;
      await wait(pause * (1 + Math.random() / 2));
      status = await tryOnce(event);
    }
    const isTaken = typeof status === 'number' && status >= 200 && status < 300;
    return { outcome: isTaken ? 'taken' : 'failed', status: String(status) };
  };
}

function refused(status: number, key: string | undefined): string {
  const advice =
    key === undefined ? 'Put the key of the webhook into EVENT_KEY' : 'The key in EVENT_KEY is not the webhook’s';
  return `${status}: delivery is refused. ${advice}, or something before the app lets nobody but Event Grid through.`;
}
