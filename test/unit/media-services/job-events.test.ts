import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toWireEvent, type EventSchema } from '../../../local/media-services/events/event-schema.js';
import { jobEvents, outputEvents, progressEvent } from '../../../local/media-services/events/media-event.js';
import type { JobRecord, JobState } from '../../../local/media-services/store/records.js';

const account = { subscriptionId: '<subscription-id>', resourceGroup: '<rg-name>', accountName: '<account-name>' };
const time = new Date('2018-10-12T16:25:56.411Z');

function aJob(state: JobState, progress: number): JobRecord {
  const preset = {
    '@odata.type': '#Microsoft.Media.BuiltInStandardEncoderPreset',
    presetName: 'AdaptiveStreaming',
  } as const;
  return {
    transform: 'VideoAnalyzerTransform',
    name: '<job-id>',
    created: '',
    lastModified: '',
    input: {},
    inputAsset: 'in',
    priority: 'Normal',
    state,
    correlationData: { testKey1: 'testValue1', testKey2: 'testValue2' },
    outputs: [
      { assetName: 'output-7640689F', label: 'VideoAnalyzerPreset_0', preset, onError: 'ContinueJob', state, progress },
    ],
  };
}

/** All that an encoder could raise for a move from `previous` to `state`, on the wire. */
function raised(previous: JobState, state: JobState, progress: number, schema: EventSchema) {
  const job = aJob(state, progress);
  const outputs = job.outputs.flatMap((output) => [
    ...outputEvents(job, output, previous, time),
    progressEvent(job, output, time),
  ]);
  return [...outputs, ...jobEvents(job, previous, time)].map((event) => toWireEvent(event, schema, account));
}

const fixture = (path: string) =>
  (JSON.parse(readFileSync(join(__dirname, '../../fixtures/events', path), 'utf8')) as Record<string, unknown>[])[0] ??
  {};

/** Times and ids differ, and the progress sample is of another account and job. */
const comparable = ({ eventTime, time: cloudTime, id, topic, subject, ...rest }: Record<string, unknown>) => ({
  ...rest,
  keys: [typeof (eventTime ?? cloudTime), typeof id, typeof subject, typeof topic],
});

describe('a job event', () => {
  const samples: [string, JobState, JobState, number][] = [
    ['JobScheduled.derived', 'Queued', 'Scheduled', 0],
    ['JobProcessing.docs', 'Scheduled', 'Processing', 0],
    ['JobCanceling.derived', 'Processing', 'Canceling', 0],
    ['JobFinished.docs', 'Processing', 'Finished', 100],
    ['JobOutputProcessing.docs', 'Scheduled', 'Processing', 0],
    ['JobOutputStateChange.docs', 'Processing', 'Finished', 100],
  ];
  it.each(samples)('equals the documented sample %s', (name, previous, state, progress) => {
    const sample = fixture(`eventgrid/${name}.json`);
    const own = raised(previous, state, progress, 'EventGrid').filter(
      (event) => event['eventType'] === sample['eventType'],
    );
    expect(own.map(comparable)).toEqual([comparable(sample)]);
    expect(Object.keys(own[0] ?? {})).toEqual(Object.keys(sample));
    expect(own[0]).toMatchObject({ topic: sample['topic'], subject: sample['subject'] });
  });

  it('equals the sample of JobStateChange, which has no outputs, except for the correlation data', () => {
    const sample = fixture('eventgrid/JobStateChange.docs.json');
    const own = raised('Processing', 'Finished', 100, 'EventGrid').find(
      (event) => event['eventType'] === sample['eventType'],
    );
    expect(own?.['data']).toMatchObject(sample['data'] as object);
    expect(own?.['data']).not.toHaveProperty('outputs');
  });

  it('has the keys of the progress sample', () => {
    const sample = fixture('eventgrid/JobOutputProgress.docs.json');
    const own = raised('Processing', 'Processing', 86, 'EventGrid').find(
      (event) => event['eventType'] === sample['eventType'],
    );
    expect(Object.keys(own?.['data'] as object)).toEqual(Object.keys(sample['data'] as object));
    expect(own?.['data']).toMatchObject({ progress: 86 });
  });

  it.each([
    ['JobProcessing', 'Scheduled', 'Processing', 0],
    ['JobFinished', 'Processing', 'Finished', 100],
  ] as const)('equals the CloudEvents sample of %s', (name, previous, state, progress) => {
    const sample = fixture(`cloudevents/${name}.docs.json`);
    const own = raised(previous, state, progress, 'CloudEvents').filter((event) => event['type'] === sample['type']);
    expect(own.map(comparable)).toEqual([comparable(sample)]);
    expect(Object.keys(own[0] ?? {})).toEqual(Object.keys(sample));
  });

  it('has the type Errored where the state is Error', () => {
    const types = raised('Processing', 'Error', 10, 'EventGrid').map((event) => event['eventType']);
    expect(types).toEqual(expect.arrayContaining(['Microsoft.Media.JobErrored', 'Microsoft.Media.JobOutputErrored']));
  });

  it("has a time in the service's format: seven decimals, no zone", () => {
    expect(raised('Queued', 'Scheduled', 0, 'EventGrid')[0]?.['eventTime']).toBe('2018-10-12T16:25:56.4110000');
  });
});
