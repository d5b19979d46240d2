type FieldType = 'string' | 'string?' | 'number' | 'number?' | 'dynamic';
type Fields = Readonly<Record<string, FieldType>>;

/** An event: its level, and its fields by type; `?` marks one that may be left out, `dynamic` is a list. */
const info = <const Shape extends Fields>(fields: Shape) => ({ level: 'info', fields }) as const;
const warn = <const Shape extends Fields>(fields: Shape) => ({ level: 'warn', fields }) as const;
const error = <const Shape extends Fields>(fields: Shape) => ({ level: 'error', fields }) as const;

/**
 * Every line that the app logs: one for each thing that happened, named in past tense and kebab-case. docs/operations.md says
 * what each means, and which outcomes it has; queries and alerts may use what is written here and nothing else. Never a signed URL, a key or a person.
 */
export const LOG_EVENTS = {
  'manifest-recorded': info({
    videoId: 'string',
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
    /** Thumbnails and sprites by the source of their times; left out where there are none. */
    timesPreset: 'number?',
    timesOperator: 'number?',
    timesWebvtt: 'number?',
    timesNames: 'number?',
    timesInferred: 'number?',
    timesUnknown: 'number?',
    /** From the end of the job to this line; left out where its end is unknown. */
    ageSeconds: 'number?',
    unservable: 'string?',
  }),
  'job-state-saved': info({ videoId: 'string', state: 'string', asset: 'string?', transform: 'string', job: 'string' }),
  'recording-deleted': info({
    videoId: 'string',
    /** Left out where it was a state. */
    location: 'string?',
    asset: 'string?',
    transform: 'string?',
    job: 'string?',
  }),
  'event-ignored': info({ id: 'string?', type: 'string?', reason: 'string' }),
  'event-rejected': warn({ id: 'string?', asset: 'string?', reasons: 'dynamic' }),
  'location-denied': warn({ id: 'string?', videoId: 'string', location: 'string', reason: 'string' }),
  'location-empty': warn({ videoId: 'string', location: 'string', reason: 'string', waitedSeconds: 'number' }),
  'image-unreadable': warn({ location: 'string', blob: 'string', reason: 'string' }),
  'series-unreadable': warn({ location: 'string', blob: 'string', reason: 'string' }),
  'images-unrecognised': info({ location: 'string', count: 'number', examples: 'string' }),
  'webvtt-unreadable': warn({ location: 'string', blob: 'string', reason: 'string' }),
  'metadata-unreadable': warn({ location: 'string', blob: 'string', reason: 'string' }),
  'recording-failed': error({ id: 'string?', code: 'string', reason: 'string', stack: 'string?' }),
  'access-denied': error({ id: 'string?', reason: 'string' }),
  'thumbnails-listed': info({
    videoId: 'string',
    outcome: 'string',
    /** What was asked for, in its normal form: filters and the size of a page. */
    query: 'string',
    images: 'number',
    /** How many URLs were signed for this answer; none when the same answer was still in memory. */
    signed: 'number',
  }),
  'videos-listed': info({
    outcome: 'string',
    query: 'string',
    videos: 'number',
    found: 'number',
    unknown: 'number',
    pending: 'number',
    failed: 'number',
    errors: 'number',
    images: 'number',
    signed: 'number',
  }),
  'thumbnail-answered': info({
    videoId: 'string',
    outcome: 'string',
    /** Which one was asked for, or chosen; left out where there was none to choose. */
    thumbnailId: 'string?',
  }),
  'storyboard-answered': info({
    videoId: 'string',
    outcome: 'string',
    /** `webvtt`, `cues`, `storyboard` or `playlist`. */
    format: 'string',
    cues: 'number',
    /** As for a list: one for each image or sheet, however many of its tiles show. */
    signed: 'number',
  }),
  'contact-sheet-served': info({
    videoId: 'string',
    outcome: 'string',
    /** URLs that were made for the page; no more than 500. */
    signed: 'number',
  }),
  'permalinks-created': info({ videoId: 'string', outcome: 'string' }),
  'permalink-resolved': info({
    videoId: 'string',
    purpose: 'string',
    key: 'string',
    /** `image`, `poster`, `storyboard` or `page`. */
    what: 'string',
    status: 'number',
  }),
  'link-refused': info({
    reason: 'string',
    /** These are known of links that are ours. */
    videoId: 'string?',
    purpose: 'string?',
    key: 'string?',
  }),
  'video-truncated': warn({
    videoId: 'string',
    /** How many locations of a video can be shown, and how many are. */
    locations: 'number',
    shown: 'number',
  }),
  'status-answered': info({ videoId: 'string', outcome: 'string' }),
  'video-deleted': info({
    videoId: 'string',
    outcome: 'string',
    manifests: 'number',
    /** Of jobs and their outputs. */
    states: 'number',
  }),
  'change-published': info({
    id: 'string',
    videoId: 'string',
    outcome: 'string',
    location: 'string?',
  }),
  'publish-failed': error({
    videoId: 'string?',
    location: 'string?',
    code: 'string',
    reason: 'string',
    stack: 'string?',
  }),
  'publications-retried': info({ settled: 'number', failed: 'number', left: 'number' }),
  'locations-scanned': info({
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
  }),
  'manifest-removed': warn({ videoId: 'string', location: 'string', missingSeconds: 'number' }),
  'row-unreadable': error({ row: 'string', reason: 'string', stack: 'string?' }),
  'scan-failed': error({ code: 'string', reason: 'string', stack: 'string?' }),
  'request-refused': warn({ code: 'string', reason: 'string' }),
  'request-failed': error({ code: 'string', reason: 'string', stack: 'string?' }),
  'not-ready': error({ failing: 'dynamic' }),
};

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
type ShapeOf<Event extends LogEvent> = (typeof LOG_EVENTS)[Event]['fields'];
interface ValueOf {
  string: string;
  'string?': string | undefined;
  number: number;
  'number?': number | undefined;
  dynamic: readonly unknown[];
}

/** What a line of an event has to be given. */
export type LogFields<Event extends LogEvent, Shape extends Fields = ShapeOf<Event>> = {
  [Name in keyof Shape as Shape[Name] extends `${string}?` ? never : Name]: ValueOf[Shape[Name]];
} & {
  [Name in keyof Shape as Shape[Name] extends `${string}?` ? Name : never]?: ValueOf[Shape[Name]];
};

/** One line for one thing that happened. */
export type Log = <Event extends LogEvent>(event: Event, fields: LogFields<Event>) => void;
