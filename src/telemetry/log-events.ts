import { ANSWERING_EVENTS } from './answering-events.js';
import type { FieldsOf, LogEventShape } from './log-fields.js';
import { PUBLISHING_EVENTS } from './publishing-events.js';

/**
 * Every line that the app logs: one for each thing that happened, named in past tense and kebab-case, with its level and
 * its fields. docs/operations.md says what each means; queries and alerts may use what is written here and nothing else.
 * Never a signed URL, a key or a person; `dynamic` is a list. Texts and lists of any length may be given (loggable.ts).
 */
export const LOG_EVENTS = {
  'manifest-recorded': {
    level: 'info',
    fields: {
      videoId: 'string',
      /** `created`, `replaced` or `unchanged`. */
      outcome: 'string',
      location: 'string',
      /** Left out where no job made the images. */
      asset: 'string?',
      transform: 'string?',
      job: 'string?',
      series: 'number',
      posters: 'number',
      thumbnails: 'number',
      sprites: 'number',
      /** From the end of the job to this line; left out where its end is unknown. */
      ageSeconds: 'number?',
      unservable: 'string?',
    },
  },
  'job-state-saved': {
    level: 'info',
    fields: { videoId: 'string', state: 'string', asset: 'string?', transform: 'string', job: 'string' },
  },
  'recording-deleted': {
    level: 'info',
    fields: {
      videoId: 'string',
      /** Left out where it was a state. */
      location: 'string?',
      asset: 'string?',
      transform: 'string?',
      job: 'string?',
    },
  },
  'event-ignored': { level: 'info', fields: { id: 'string?', type: 'string?', reason: 'string' } },
  'event-rejected': { level: 'warn', fields: { id: 'string?', asset: 'string?', reasons: 'dynamic' } },
  'location-denied': {
    level: 'warn',
    fields: { id: 'string?', videoId: 'string', location: 'string', reason: 'string' },
  },
  'location-empty': {
    level: 'warn',
    fields: { videoId: 'string', location: 'string', reason: 'string', waitedSeconds: 'number' },
  },
  'image-unreadable': { level: 'warn', fields: { location: 'string', blob: 'string', reason: 'string' } },
  'series-unreadable': { level: 'warn', fields: { location: 'string', blob: 'string', reason: 'string' } },
  'images-unrecognised': { level: 'info', fields: { location: 'string', count: 'number', examples: 'string' } },
  'webvtt-unreadable': { level: 'warn', fields: { location: 'string', blob: 'string', reason: 'string' } },
  'metadata-unreadable': { level: 'warn', fields: { location: 'string', blob: 'string', reason: 'string' } },
  'recording-failed': {
    level: 'error',
    fields: { id: 'string?', code: 'string', reason: 'string', stack: 'string?' },
  },
  'access-denied': { level: 'error', fields: { id: 'string?', reason: 'string' } },
  ...ANSWERING_EVENTS,
  'video-deleted': {
    level: 'info',
    fields: {
      videoId: 'string',
      /** `deleted`, or `unknown` for an unknown video. */
      outcome: 'string',
      manifests: 'number',
      /** Of jobs and their outputs. */
      states: 'number',
    },
  },
  ...PUBLISHING_EVENTS,
  'locations-scanned': {
    level: 'info',
    fields: {
      /** `through` when the scan came to the end of the records, `continues` when the next run goes on. */
      outcome: 'string',
      /** Of the calls that the run may make; `tableCalls` and `blobCalls` have retries too. */
      spent: 'number',
      saved: 'number',
      checked: 'number',
      missing: 'number',
      recovered: 'number',
      removed: 'number',
      deferred: 'number',
      skipped: 'number',
      failed: 'number',
      unreadable: 'number',
      projected: 'number',
      published: 'number',
      tombstones: 'number',
      records: 'number',
    },
  },
  'manifest-removed': { level: 'warn', fields: { videoId: 'string', location: 'string', missingSeconds: 'number' } },
  'row-unreadable': { level: 'error', fields: { row: 'string', reason: 'string', stack: 'string?' } },
  'scan-failed': { level: 'error', fields: { code: 'string', reason: 'string', stack: 'string?' } },
  'request-refused': { level: 'warn', fields: { code: 'string', reason: 'string' } },
  'request-failed': { level: 'error', fields: { code: 'string', reason: 'string', stack: 'string?' } },
  'not-ready': { level: 'error', fields: { failing: 'dynamic' } },
} as const satisfies Record<string, LogEventShape>;

/** On every line besides its own fields: what the invocation has cost until then. Calls are HTTP requests, retries too. */
export const COMMON_FIELDS = {
  event: 'string',
  milliseconds: 'number',
  tableCalls: 'number',
  blobCalls: 'number',
  mediaServicesCalls: 'number',
  topicCalls: 'number',
} as const;

export type LogEvent = keyof typeof LOG_EVENTS;
export type LogFields<Event extends LogEvent> = FieldsOf<(typeof LOG_EVENTS)[Event]['fields']>;

/** One line for one thing that happened. */
export type Log = <Event extends LogEvent>(event: Event, fields: LogFields<Event>) => void;
