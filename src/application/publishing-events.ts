import type { LogEventShape } from './log-fields.js';

/** What is logged of telling others; part of `LOG_EVENTS`. */
export const PUBLISHING_EVENTS = {
  'change-published': {
    level: 'info',
    fields: {
      /** That of the CloudEvent. */
      id: 'string',
      videoId: 'string',
      /** `created`, `replaced` or `forgotten`. */
      outcome: 'string',
      location: 'string?',
    },
  },
  'publish-failed': {
    level: 'error',
    /** Without a video where the list of them could not be read. */
    fields: { videoId: 'string?', code: 'string', reason: 'string', stack: 'string?' },
  },
  'leftovers-published': {
    level: 'info',
    /** Of videos. */
    fields: { settled: 'number', failed: 'number', left: 'number' },
  },
} as const satisfies Record<string, LogEventShape>;
