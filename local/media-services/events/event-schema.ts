import { accountId, type Account } from '../account.js';
import type { MediaEvent } from './media-event.js';

/** The event schema of a subscription. */
export type EventSchema = 'EventGrid' | 'CloudEvents';

/** An event as it is sent. */
export type WireEvent = Readonly<Record<string, unknown>>;

/** The service wrote UTC with seven decimals and no zone, so consumers must be able to parse that. */
const eventTime = (time: Date) => time.toISOString().replace('Z', '0000');

/**
 * Formats an event in either schema; CloudEvents 1.0 has source for topic, type for eventType and time for eventTime, and no
 * dataVersion and metadataVersion. https://learn.microsoft.com/azure/event-grid/event-schema-media-services
 */
export function toWireEvent(
  { id, type, subject, time, data }: MediaEvent,
  schema: EventSchema,
  account: Account,
): WireEvent {
  const source = accountId(account);
  const name = `Microsoft.Media.${type}`;
  return schema === 'CloudEvents'
    ? { source, subject, type: name, time: eventTime(time), id, data, specversion: '1.0' }
    : {
        topic: source,
        subject,
        eventType: name,
        eventTime: eventTime(time),
        id,
        data,
        dataVersion: '1.0',
        metadataVersion: '1',
      };
}

/** The default event types without `Microsoft.Media.`: final and output states, but not the StateChange events or progress. */
export const defaultEventTypes: readonly string[] = [
  ...['JobFinished', 'JobErrored', 'JobCanceled', 'JobOutputScheduled', 'JobOutputProcessing', 'JobOutputFinished'],
  ...['JobOutputErrored', 'JobOutputCanceling', 'JobOutputCanceled'],
];
