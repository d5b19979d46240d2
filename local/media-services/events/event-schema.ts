import { accountId, type Account } from '../account.js';
import type { MediaEvent } from './media-event.js';

/** How a subscription wants its events. */
export type EventSchema = 'EventGrid' | 'CloudEvents';

/** An event as it goes over the wire. */
export type WireEvent = Readonly<Record<string, unknown>>;

/** The service wrote UTC with seven decimals and no zone; consumers had better be able to read that. */
const eventTime = (time: Date) => time.toISOString().replace('Z', '0000');

/**
 * Writes an event in either schema; CloudEvents 1.0 renames topic to source, eventType to type and eventTime to time, and has no
 * versions of data and metadata. https://learn.microsoft.com/azure/event-grid/event-schema-media-services
 */
export function toWireEvent(
  { id, type, subject, time, data }: MediaEvent,
  schema: EventSchema,
  account: Account,
): WireEvent {
  const place = accountId(account);
  const name = `Microsoft.Media.${type}`;
  return schema === 'CloudEvents'
    ? { source: place, subject, type: name, time: eventTime(time), id, data, specversion: '1.0' }
    : {
        topic: place,
        subject,
        eventType: name,
        eventTime: eventTime(time),
        id,
        data,
        dataVersion: '1.0',
        metadataVersion: '1',
      };
}

/** The subscription's event types without `Microsoft.Media.`: ends and output states, neither the StateChange twins nor progress. */
export const defaultEventTypes: readonly string[] = [
  ...['JobFinished', 'JobErrored', 'JobCanceled', 'JobOutputScheduled', 'JobOutputProcessing', 'JobOutputFinished'],
  ...['JobOutputErrored', 'JobOutputCanceling', 'JobOutputCanceled'],
];
