import { setTimeout as wait } from 'node:timers/promises';

/** An error that ends the replay, since every other event would fail too. */
export class FatalError extends Error {
  override readonly name = 'FatalError';
}

export type Deliver = (
  event: Readonly<Record<string, unknown>>,
) => Promise<{ outcome: 'listed' | 'delivered' | 'failed'; status: string }>;

const WEBHOOK = '/runtime/webhooks/EventGrid?functionName=recordThumbnails';
/** Twice Event Grid's own timeout. */
const TIMEOUT_MS = 60_000;
/** The app is busy or starting. */
const RETRY_STATUSES = [429, 502, 503, 504];
/** The pauses before retries, without the jitter of up to half of each. */
const PAUSES_MS = [1000, 3000];

/** Delivers to the app's webhook as Event Grid does. Throws FatalError when no event can be delivered. */
export function createDeliver(url: string, key: string | undefined): Deliver {
  const post = async (event: Readonly<Record<string, unknown>>): Promise<number> => {
    const isCloudEvent = 'specversion' in event;
    const response = await fetch(`${url}${WEBHOOK}`, {
      method: 'POST',
      // A redirect would send the key to another host.
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

  const tryOnce = async (event: Readonly<Record<string, unknown>>): Promise<number | 'no answer'> => {
    const status = await post(event).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'TimeoutError') return 'no answer' as const;
      throw new FatalError(
        `No answer from ${url}. Is the app running there? Start it here with npm start, or set its URL with --url.`,
      );
    });
    if (status === 401 || status === 403) throw new FatalError(describeRefusal(status, key));
    if (status === 404) throw new FatalError(`404: there is no function recordThumbnails at ${url}.`);
    return status;
  };

  return async (event) => {
    let status = await tryOnce(event);
    for (const pause of PAUSES_MS) {
      if (typeof status === 'string' || !RETRY_STATUSES.includes(status)) break;
      await wait(pause * (1 + Math.random() / 2));
      status = await tryOnce(event);
    }
    const isDelivered = typeof status === 'number' && status >= 200 && status < 300;
    return { outcome: isDelivered ? 'delivered' : 'failed', status: String(status) };
  };
}

function describeRefusal(status: number, key: string | undefined): string {
  const advice =
    key === undefined ? 'Put the key of the webhook into EVENT_KEY' : 'The key in EVENT_KEY is not the webhook’s';
  return `${status}: delivery is refused. ${advice}, or a gateway in front of the app allows only Event Grid.`;
}
