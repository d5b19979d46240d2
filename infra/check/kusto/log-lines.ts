import { COMMON_FIELDS, LOG_EVENTS, type LogEvent } from '../../../src/telemetry/log-events.js';
import type { RecordOutcome } from '../../../src/domain/report.js';

/** What the code writes, as rules need it: read from the contract that the code itself is typed by. */
const fieldsOf: Record<string, Readonly<Record<string, string>>> = Object.fromEntries(
  Object.entries(LOG_EVENTS).map(([event, { fields }]) => [event, { ...COMMON_FIELDS, ...fields }]),
);

export const EVENTS: readonly string[] = Object.keys(LOG_EVENTS);

/** The type of a field in the first of these events that has it. */
export function typeOfField(field: string, events: readonly string[]): string | undefined {
  return events
    .map((event) => fieldsOf[event]?.[field])
    .find((type) => type !== undefined)
    ?.replace('?', '');
}

/** What is `deleted` is logged as `recording-deleted`. */
const recorded: Record<Exclude<RecordOutcome, 'deleted'>, true> = { created: true, replaced: true, unchanged: true };

/** The outcomes that an event can have; of events that are not here nobody asks. */
export const OUTCOMES: Partial<Record<LogEvent, readonly string[]>> = {
  'manifest-recorded': Object.keys(recorded),
  'thumbnails-listed': ['answered', 'not-modified', 'pending', 'unknown'],
  'thumbnail-answered': [
    'answered',
    'not-modified',
    'shown',
    'unknown',
    'pending',
    'failed',
    'no-thumbnails',
    'no-timeline',
  ],
  'videos-listed': ['answered', 'not-modified'],
  'storyboard-answered': [
    'answered',
    'not-modified',
    'unknown',
    'pending',
    'failed',
    'no-thumbnails',
    'no-timeline',
    'format-not-supported',
  ],
  'contact-sheet-served': ['answered', 'not-modified', 'unknown', 'pending', 'failed', 'no-thumbnails'],
  'permalinks-created': ['answered', 'not-modified', 'pending', 'unknown'],
  'change-published': ['created', 'replaced', 'deleted'],
};

/** A conversion for each type of field, since a field of a line has no type of its own. */
export const CONVERSIONS: Record<string, readonly string[]> = {
  string: ['tostring'],
  number: ['tolong', 'toint', 'todouble', 'toreal'],
  dynamic: ['tostring', 'array_length', 'strcat_array'],
};
