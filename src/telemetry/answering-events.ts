import type { LogEventShape } from './log-fields.js';

/** Lines for what was asked and answered. */
export const ANSWERING_EVENTS = {
  'thumbnails-listed': {
    level: 'info',
    fields: {
      videoId: 'string',
      /** `answered`, `not-modified`, `pending` or `unknown`. */
      outcome: 'string',
      /** What was asked for, in its normal form: filters and the size of a page. */
      query: 'string',
      images: 'number',
      /** How many URLs were signed for this answer; none when the same answer was still in memory. */
      signed: 'number',
    },
  },
  'videos-listed': {
    level: 'info',
    fields: {
      /** `answered` or `not-modified`. */
      outcome: 'string',
      query: 'string',
      /** How many videos were asked for, each counted once, and what became of them. */
      videos: 'number',
      found: 'number',
      unknown: 'number',
      pending: 'number',
      failed: 'number',
      /** Each has a line of its own that says why. */
      errors: 'number',
      images: 'number',
      signed: 'number',
    },
  },
  'thumbnail-answered': {
    level: 'info',
    fields: {
      videoId: 'string',
      /** `answered`, `not-modified` or `unknown`; of an image itself `shown`, or why there is none. */
      outcome: 'string',
      /** Which one was asked for, or chosen; left out where there was none to choose. */
      thumbnailId: 'string?',
    },
  },
  'storyboard-answered': {
    level: 'info',
    fields: {
      videoId: 'string',
      /** `answered`, `not-modified`, `unknown`, `pending`, `failed`, `no-thumbnails`, `no-timeline` or `format-not-supported`. */
      outcome: 'string',
      /** `webvtt`, `cues`, `storyboard` or `playlist`. */
      format: 'string',
      cues: 'number',
      /** As for a list: one for each image or sheet, however many of its tiles show. */
      signed: 'number',
    },
  },
  'contact-sheet-served': {
    level: 'info',
    fields: {
      videoId: 'string',
      /** `answered`, `not-modified`, `unknown`, `pending`, `failed` or `no-thumbnails`. */
      outcome: 'string',
      /** URLs that were made for the page; no more than 500. */
      signed: 'number',
    },
  },
  'permalinks-created': {
    level: 'info',
    /** Outcomes: `answered`, `not-modified`, `pending` or `unknown`. */
    fields: { videoId: 'string', outcome: 'string' },
  },
  'permalink-resolved': {
    level: 'info',
    fields: {
      videoId: 'string',
      purpose: 'string',
      /** The id of the key that has signed it. */
      key: 'string',
      /** `image`, `poster`, `storyboard` or `page`. */
      what: 'string',
      status: 'number',
    },
  },
  'link-refused': {
    level: 'info',
    fields: {
      /** The caller does not learn which: `malformed`, `invalid-signature`, `expired`, `unknown-video`, `deleted` or `out-of-scope`. */
      reason: 'string',
      /** These are known of links that are ours. */
      videoId: 'string?',
      purpose: 'string?',
      key: 'string?',
    },
  },
  'video-truncated': {
    level: 'warn',
    /** How many locations of a video can be shown, and how many are. */
    fields: { videoId: 'string', locations: 'number', shown: 'number' },
  },
  'status-answered': {
    level: 'info',
    /** Outcomes: the status, or `unknown`. */
    fields: { videoId: 'string', outcome: 'string' },
  },
} as const satisfies Record<string, LogEventShape>;
