import type { KnownSystemEventTypes } from '@azure/eventgrid';
import * as z from 'zod';
import { toJobError } from '../domain/job-error.js';
import { LIMITS } from '../domain/limits.js';
import { EventRejected, type MediaEvent, type OutputReport } from '../domain/media-event.js';
import { JOB_STATES, type JobRef } from '../domain/output-state.js';
import { isStep } from '../domain/resource-name.js';
import { correlatedVideo, isCorrelationData, type CorrelationData, MAX_VIDEO_ID_LENGTH } from '../domain/video-id.js';
import { readEnvelope, reasonsOf, type Envelope, type EventRules } from './envelope.js';
import { readBlobCreated, readImagesReady } from './read-images-event.js';

/**
 * Job events of Media Services, and of services that raise the same ones, by what their data holds. State decides, not
 * type; members that we do not read may be anything, as `error` is on healthy events.
 * https://learn.microsoft.com/azure/event-grid/event-schema-media-services
 */
const state = z.enum(JOB_STATES);
const name = z.string().max(MAX_VIDEO_ID_LENGTH).refine(isStep, 'no resource can be called so');

const error = z.object({ code: z.string().optional().catch(undefined), message: z.string() });

/** Members that we do not read may be anything. Healthy outputs may have an `error` too: only that of a failed one counts. */
const output = z
  .object({
    assetName: name,
    state,
    label: z.string().optional().catch(undefined),
    error: error.optional().catch(undefined),
  })
  .transform(({ assetName, state, label, error: given }): OutputReport => {
    const failure = state === 'Error' ? toJobError(given?.code, given?.message) : undefined;
    return { assetName, state, ...(label !== undefined && { label }), ...(failure && { error: failure }) };
  });

const correlation = z.custom<CorrelationData>(isCorrelationData, 'Invalid input: expected record').nullish();

const outputs = z.array(z.unknown()).min(1).max(LIMITS.outputsOfEvent).transform(readOutputs);
const withOutputs = z.object({ outputs, correlationData: correlation });
const withOutput = z.object({ output, jobCorrelationData: correlation });
const withState = z.object({ state, correlationData: correlation });

type JobData = Partial<z.infer<typeof withOutputs> & z.infer<typeof withOutput> & z.infer<typeof withState>>;

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
  if (read !== undefined && envelope.dataProblem !== undefined) throw new EventRejected([envelope.dataProblem]);
  return read?.(envelope, rules) ?? { kind: 'ignored', id, type, reason: 'events of this type record nothing' };
}

/** The outputs of an event that can be read, and why the others cannot: one of them is no reason to lose the rest. */
function readOutputs(given: readonly unknown[]): { outputs: OutputReport[]; unreadable: string[] } {
  const read = given.map((one) => output.safeParse(one));
  return {
    outputs: read.flatMap(({ data }) => data ?? []),
    unreadable: read.flatMap(({ error }, i) => (error === undefined ? [] : reasonsOf(error, ['data', 'outputs', i]))),
  };
}

function readJobEvent(schema: z.ZodType<JobData>): Reader {
  return (envelope, { videoIdKey }) => {
    const result = schema.safeParse(envelope.data);
    if (!result.success) throw new EventRejected(reasonsOf(result.error, ['data']));
    return toMediaEvent(envelope, result.data, videoIdKey);
  };
}

function toMediaEvent({ id, subject, at }: Envelope, data: JobData, videoIdKey: string): MediaEvent {
  const video = correlatedVideo(data.correlationData ?? data.jobCorrelationData, videoIdKey);
  if (video !== undefined && 'problem' in video) throw new EventRejected([video.problem]);
  const common = { id, job: readJob(subject), at, ...video };
  if (data.state !== undefined) return { kind: 'job', ...common, state: data.state };
  const { outputs, unreadable } = data.outputs ?? { outputs: data.output ? [data.output] : [], unreadable: [] };
  if (outputs.length === 0) throw new EventRejected(unreadable);
  return { kind: 'outputs', ...common, outputs, ...(unreadable.length > 0 && { unreadable }) };
}

/** The subject is `transforms/<transform>/jobs/<job>`, without a slash before it. */
function readJob(subject: string): JobRef {
  const [, transform, job] = /^\/?transforms\/([^/]+)\/jobs\/([^/]+)$/i.exec(subject) ?? [];
  if (transform === undefined || job === undefined)
    throw new EventRejected(['subject: not transforms/<name>/jobs/<name>']);
  if (!isStep(transform) || !isStep(job)) throw new EventRejected(['subject: no resource can be called so']);
  if (subject.length > LIMITS.subjectCharacters)
    throw new EventRejected([`subject: longer than ${LIMITS.subjectCharacters}`]);
  return { transform, job };
}
