import * as z from 'zod';
import { LIMITS } from '../domain/limits.js';
import { EventRejected } from '../domain/media-event.js';
import { readEncodedData } from './encoded-data.js';

/** One event, whichever schema it came in. `data` is still to be read by its type. */
export interface Envelope {
  id: string;
  type: string;
  /** The resource that raised it: `topic` in one schema, `source` in the other. */
  source?: string | undefined;
  subject: string;
  /** The epoch where it cannot be read. */
  at: Date;
  data?: unknown;
  /** Why there are no `data`: matters only to an event whose data are read. */
  dataProblem?: string;
}

/** Which events count, and where their video id is: from the settings. */
export interface EventRules {
  videoIdKey: string;
  /** Whether a blob's path is that of a marker, and the video that its name contains; undefined when markers are off. */
  marker: ((path: string) => { videoId: string | undefined } | undefined) | undefined;
  imagesReady: boolean;
}

/** Of another type it is not there either: no event is worse for a time or a source that cannot be read. */
const optional = z.string().optional().catch(undefined);
const time = optional.transform(readEventTime);
const subject = z
  .string()
  .nullish()
  .transform((given) => given ?? '');
const data = z.unknown().optional();

/** https://learn.microsoft.com/azure/event-grid/event-schema */
const eventGridSchema = z
  .object({ id: z.string(), eventType: z.string(), topic: optional, subject, eventTime: time, data })
  .transform(({ eventType: type, topic: source, eventTime: at, ...event }): Envelope => ({
    ...event,
    type,
    source,
    at,
  }));

/**
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md: subject and time are optional there, and null says the
 * same as nothing (formats/json-format.md, 2.2).
 */
const cloudEvent = z
  .object({
    ...{ specversion: z.literal('1.0'), id: z.string(), type: z.string(), source: optional, subject, time, data },
    ...{ datacontenttype: optional, data_base64: data },
  })
  .transform(({ time: at, datacontenttype, data_base64: encoded, ...event }): Envelope => {
    const isEncoded = (event.data ?? undefined) === undefined && (encoded ?? undefined) !== undefined;
    return { ...event, at, ...(isEncoded && readEncodedData(encoded, datacontenttype)) };
  });

/** Takes the envelope off a delivered event. Throws `EventRejected` naming what is wrong with it. */
export function readEnvelope(payload: unknown): Envelope {
  const isCloudEvent = typeof payload === 'object' && payload !== null && 'specversion' in payload;
  const result = (isCloudEvent ? cloudEvent : eventGridSchema).safeParse(payload);
  if (result.success) return result.data;
  throw new EventRejected(reasonsOf(result.error));
}

/** What a schema found wrong `within` an event, as sentences that name the member and never quote its value. */
export function reasonsOf(error: z.ZodError, within: readonly PropertyKey[] = []): string[] {
  return error.issues.map(({ path, message }) => `${[...within, ...path].join('.') || 'the event'}: ${message}`);
}

const TIME = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d)?)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)?$/i;

/**
 * An event's time. Media Services wrote it without a zone though it is UTC, and with seven decimals; both are taken. A
 * time that cannot be read, or none, is the epoch: older than any known time. So is one before it, such as the year 1
 * that .NET writes for "not set": no job ended then, and Table Storage holds nothing before 1601.
 */
export function readEventTime(text = ''): Date {
  const whole = text.length > LIMITS.valueCharacters ? '' : text.trim();
  const [, date, clock, fraction = '', zone = 'Z'] = TIME.exec(whole) ?? [];
  if (date === undefined || clock === undefined) return new Date(0);
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
  const at = new Date(`${date}T${clock.padEnd(8, ':00')}.${milliseconds}${zone.toUpperCase()}`);
  return at.getTime() > 0 ? at : new Date(0);
}
