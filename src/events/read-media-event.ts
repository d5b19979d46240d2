import type { KnownSystemEventTypes } from '@azure/eventgrid';
import * as z from 'zod';
import { correlatedVideo, isCorrelationData, type CorrelationData } from '../domain/correlation.js';
import { EventRejected, type MediaEvent, type OutputReport } from '../domain/media-event.js';
import { JOB_STATES, type JobRef, type JobState } from '../domain/output-state.js';
import { isStep } from '../domain/resource-name.js';
import { readEnvelope, reasonsOf, type Envelope } from './envelope.js';
import type { EventRules } from './event-rules.js';
import { readEventTime } from './event-time.js';
import { readBlobCreated, readImagesReady } from './read-images-event.js';
import { output, readOutputs } from './read-outputs.js';

/**
 * Job events of Media Services, and of services that raise the same ones, by what their data holds. State decides, not
 * type; members that we do not read may be anything, as `error` is on healthy events.
 * https://learn.microsoft.com/azure/event-grid/event-schema-media-services
 */
const state = z.enum(JOB_STATES);
const correlation = z.custom<CorrelationData>(isCorrelationData, 'Invalid input: expected record').nullish();
/** Media Services let a job have 20 outputs; each costs calls of its own. */
const MAX_OUTPUTS = 100;

interface JobData {
  correlation: z.infer<typeof correlation>;
  outputs?: readonly OutputReport[];
  unreadable?: readonly string[];
  state?: JobState;
}
const withOutputs = z
  .object({ outputs: z.array(z.unknown()).min(1).max(MAX_OUTPUTS), correlationData: correlation })
  .transform(({ outputs, correlationData }): JobData => ({ ...readOutputs(outputs), correlation: correlationData }));
const withOutput = z
  .object({ output, jobCorrelationData: correlation })
  .transform((data): JobData => ({ outputs: [data.output], correlation: data.jobCorrelationData }));
const withState = z
  .object({ state, correlationData: correlation })
  .transform((data): JobData => ({ state: data.state, correlation: data.correlationData }));

/** Every job event but progress, which says nothing that the others do not; the SDK's list of names keeps this whole. */
type JobEventType = Exclude<
  Extract<KnownSystemEventTypes, `Microsoft.Media.Job${string}`>,
  'Microsoft.Media.JobOutputProgress'
>;
const SCHEMAS: Record<JobEventType, z.ZodType<JobData>> = {
  'Microsoft.Media.JobFinished': withOutputs,
  'Microsoft.Media.JobErrored': withOutputs,
  'Microsoft.Media.JobCanceled': withOutputs,
  'Microsoft.Media.JobOutputStateChange': withOutput,
  'Microsoft.Media.JobOutputScheduled': withOutput,
  'Microsoft.Media.JobOutputProcessing': withOutput,
  'Microsoft.Media.JobOutputFinished': withOutput,
  'Microsoft.Media.JobOutputErrored': withOutput,
  'Microsoft.Media.JobOutputCanceling': withOutput,
  'Microsoft.Media.JobOutputCanceled': withOutput,
  'Microsoft.Media.JobStateChange': withState,
  'Microsoft.Media.JobScheduled': withState,
  'Microsoft.Media.JobProcessing': withState,
  'Microsoft.Media.JobCanceling': withState,
};

type Reader = (envelope: Envelope, rules: EventRules) => MediaEvent;

const READERS: Readonly<Record<string, Reader>> = {
  ...Object.fromEntries(Object.entries(SCHEMAS).map(([type, schema]) => [type, readJobEvent(schema)])),
  'Microsoft.Storage.BlobCreated': readBlobCreated,
  'Stillframe.ImagesReady': readImagesReady,
};

/** Every type of event that records or remembers anything. */
export const EVENT_TYPES: readonly string[] = Object.keys(READERS);

/** What a delivered event says; types that are none of ours are `ignored`. Throws `EventRejected`, and nothing else. */
export function readMediaEvent(payload: unknown, rules: EventRules): MediaEvent {
  const envelope = readEnvelope(payload);
  const { id, type } = envelope;
  // Own members alone: a type may be called `constructor`.
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  return read?.(envelope, rules) ?? { kind: 'ignored', id, type, reason: 'events of this type record nothing' };
}

function readJobEvent(schema: z.ZodType<JobData>): Reader {
  return (envelope, { videoIdKey }) => {
    const result = schema.safeParse(envelope.data);
    if (!result.success) throw new EventRejected(reasonsOf(result.error, ['data']));
    return toMediaEvent(envelope, result.data, videoIdKey);
  };
}

function toMediaEvent({ id, subject, time }: Envelope, data: JobData, videoIdKey: string): MediaEvent {
  const video = correlatedVideo(data.correlation, videoIdKey);
  if (video !== undefined && 'problem' in video) throw new EventRejected([video.problem]);
  const common = { id, job: readJob(subject), at: readEventTime(time), ...video };
  if (data.state !== undefined) return { kind: 'job', ...common, state: data.state };
  const { outputs = [], unreadable = [] } = data;
  if (outputs.length === 0) throw new EventRejected(unreadable);
  return { kind: 'outputs', ...common, outputs, ...(unreadable.length > 0 && { unreadable }) };
}

/** Names of Azure's resources are far shorter; a row holds no text of any length. */
const MAX_SUBJECT_LENGTH = 1024;

/** The subject is `transforms/<transform>/jobs/<job>`, without a slash before it. */
function readJob(subject: string): JobRef {
  const [, transform, job] = /^\/?transforms\/([^/]+)\/jobs\/([^/]+)$/i.exec(subject) ?? [];
  if (transform === undefined || job === undefined)
    throw new EventRejected(['subject: not transforms/<name>/jobs/<name>']);
  if (!isStep(transform) || !isStep(job)) throw new EventRejected(['subject: no resource can be called so']);
  if (subject.length > MAX_SUBJECT_LENGTH) throw new EventRejected([`subject: longer than ${MAX_SUBJECT_LENGTH}`]);
  return { transform, job };
}
