import { randomUUID } from 'node:crypto';
import { accountId, type Account } from '../account.js';
import type { EventSchema, WireEvent } from './event-schema.js';
import type { Answer } from './retry-schedule.js';

/** The endpoint of the subscription. Its URL contains a key, so only `name` (origin and path) is logged. */
export interface Webhook {
  readonly name: string;
  /** The handshake: resolves with true when the endpoint accepts events. Never throws. */
  validate(): Promise<boolean>;
  /** Tries once to deliver an event. Never throws. */
  deliver(event: WireEvent, deliveryCount: number): Promise<Answer>;
}

/** Event Grid's own timeout. */
const timeoutMs = 30_000;
const subscriptionName = 'STILLFRAME-LOCAL';
const origin = 'eventgrid.azure.net';

/** A response contains at most a validation code. */
const maxAnswerChars = 64 * 1_024;

function allows(response: Response): boolean {
  const allowed = response.headers.get('webhook-allowed-origin')?.trim().toLowerCase();
  return response.ok && (allowed === '*' || allowed === origin);
}

async function isValidated(response: Response, code: string): Promise<boolean> {
  if (response.status !== 200) return false; // Unlike for events, 202 is a failure.
  const text = (await response.text()).slice(0, maxAnswerChars);
  const body: unknown = JSON.parse(text);
  return typeof body === 'object' && body !== null && 'validationResponse' in body && body.validationResponse === code;
}

/** https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema */
function validationEvent(account: Account, code: string): WireEvent {
  return {
    id: randomUUID(),
    topic: accountId(account),
    subject: '',
    data: { validationCode: code },
    eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
    eventTime: new Date().toISOString(),
    metadataVersion: '1',
    dataVersion: '1',
  };
}

/** Sends requests with Event Grid's headers. `stopped` aborts a request in progress. */
export function openWebhook(url: URL, schema: EventSchema, account: Account, stopped: AbortSignal): Webhook {
  const isCloud = schema === 'CloudEvents';
  const send = (method: string, headers: Record<string, string>, body?: unknown) =>
    fetch(url, {
      method,
      headers: { 'aeg-subscription-name': subscriptionName, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: AbortSignal.any([stopped, AbortSignal.timeout(timeoutMs)]),
    });
  const json = 'application/json; charset=utf-8';

  return {
    name: `${url.origin}${url.pathname}`,
    async validate() {
      const code = randomUUID();
      try {
        if (isCloud) return allows(await send('OPTIONS', { 'WebHook-Request-Origin': origin }));
        const headers = { 'content-type': json, 'aeg-event-type': 'SubscriptionValidation' };
        return await isValidated(await send('POST', headers, [validationEvent(account, code)]), code);
      } catch {
        return false;
      }
    },
    async deliver(event, deliveryCount) {
      const headers = {
        'content-type': isCloud ? 'application/cloudevents+json; charset=utf-8' : json,
        'aeg-event-type': 'Notification',
        'aeg-delivery-count': String(deliveryCount),
        ...(isCloud ? {} : { 'aeg-data-version': '1.0', 'aeg-metadata-version': '1' }),
      };
      try {
        const response = await send('POST', headers, isCloud ? event : [event]);
        await response.body?.cancel();
        return { status: response.status };
      } catch (error) {
        return { failure: error instanceof Error && error.name === 'TimeoutError' ? 'TimedOut' : 'SocketError' };
      }
    },
  };
}
