import * as z from 'zod';
import { EventRejected } from '../domain/media-event.js';

/** One event, whichever schema it came in. `data` is still to be read by its type. */
export interface Envelope {
  id: string;
  type: string;
  /** The resource that raised it: `topic` in one schema, `source` in the other. */
  source: string | undefined;
  subject: string;
  time: string | undefined;
  data: unknown;
}

/** Of another type it is not there either: no event is worse for a time or a source that cannot be read. */
const optional = z.string().optional().catch(undefined);
const subjectOrNone = z
  .string()
  .nullish()
  .transform((given) => given ?? '');

/** https://learn.microsoft.com/azure/event-grid/event-schema */
const eventGridSchema = z
  .object({
    id: z.string(),
    eventType: z.string(),
    topic: optional,
    subject: subjectOrNone,
    eventTime: optional,
    data: z.unknown().optional(),
  })
  .transform(({ id, eventType, topic, subject, eventTime, data }): Envelope => ({
    id,
    type: eventType,
    source: topic,
    subject,
    time: eventTime,
    data,
  }));

/**
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md: subject and time are optional there, and null says the
 * same as nothing (formats/json-format.md, 2.2).
 */
const cloudEvent = z
  .object({
    specversion: z.literal('1.0'),
    id: z.string(),
    type: z.string(),
    source: optional,
    subject: subjectOrNone,
    time: optional,
    data: z.unknown().optional(),
  })
  .transform(({ id, type, source, subject, time, data }): Envelope => ({ id, type, source, subject, time, data }));

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
