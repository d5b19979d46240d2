import type { LogEventShape } from './log-fields.js';

/** Lines about publications; part of `LOG_EVENTS`. */
export const PUBLISHING_EVENTS = {
  'change-published': {
    level: 'info',
    fields: {
      /** That of the CloudEvent. */
      id: 'string',
      videoId: 'string',
      /** `created`, `replaced` or `deleted`. */
      outcome: 'string',
      location: 'string?',
    },
  },
  'publish-failed': {
    level: 'error',
    /** Without either where the outbox could not be read; a location is named by its hash. */
    fields: { videoId: 'string?', location: 'string?', code: 'string', reason: 'string', stack: 'string?' },
  },
  'publications-retried': {
    level: 'info',
    /** Of outbox rows. */
    fields: { settled: 'number', failed: 'number', left: 'number' },
  },
} as const satisfies Record<string, LogEventShape>;
