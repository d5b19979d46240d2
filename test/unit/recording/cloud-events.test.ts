import { readMediaEvent } from '../../../src/events/read-media-event.js';
import { anAsset, someRules } from '../../builders.js';
import { fakeLibrary } from '../../fakes.js';
import { sampleEvent } from '../events/event-fixtures.js';
import { eventHarness } from './recorder.js';

type Sample = Record<string, unknown>;

const ASSET = 'output-7640689F';
const inEventGrid = (name: string) => sampleEvent(`eventgrid/${name}.json`);

/** As Event Grid writes an event of its own schema as a CloudEvent. */
function asCloudEvent({ topic, subject, eventType, eventTime, id, data }: Sample): Sample {
  return { id, source: topic, subject, data, type: eventType, time: eventTime, specversion: '1.0' };
}

/** An official sample of another type and state; the documentation has none of these. */
function derived(name: string, type: string, state: string): Sample {
  const sample = structuredClone(inEventGrid(name)) as {
    data: { output?: Sample; outputs?: Sample[]; state?: string };
  };
  const { data } = sample;
  for (const output of data.outputs ?? [data.output ?? {}]) output['state'] = state;
  if (data.state !== undefined) data.state = state;
  return { ...sample, eventType: `Microsoft.Media.${type}` };
}

const OUTPUT = 'JobOutputProcessing.docs';
const EVENTS: [string, Sample, string][] = [
  ['JobOutputScheduled', derived(OUTPUT, 'JobOutputScheduled', 'Scheduled'), 'Scheduled'],
  ['JobOutputProcessing', inEventGrid(OUTPUT), 'Processing'],
  ['JobOutputFinished', derived(OUTPUT, 'JobOutputFinished', 'Finished'), 'Finished'],
  // The type says Errored where the state says Error.
  ['JobOutputErrored', derived(OUTPUT, 'JobOutputErrored', 'Error'), 'Error'],
  ['JobOutputCanceling', derived(OUTPUT, 'JobOutputCanceling', 'Canceling'), 'Canceling'],
  ['JobOutputCanceled', derived(OUTPUT, 'JobOutputCanceled', 'Canceled'), 'Canceled'],
  ['JobErrored', derived('JobFinished.docs', 'JobErrored', 'Error'), 'Error'],
  ['JobCanceled', derived('JobFinished.docs', 'JobCanceled', 'Canceled'), 'Canceled'],
  ['JobOutputStateChange', inEventGrid('JobOutputStateChange.docs'), 'Finished'],
];

async function after(event: Sample) {
  const rules = someRules({ videoIdKey: 'testKey1' });
  const { receive, manifestsOf, statesOf, lines } = eventHarness({
    rules,
    library: fakeLibrary([anAsset({ name: ASSET })]),
  });
  await receive(event);
  const rows = { manifests: await manifestsOf('testValue1'), outputs: await statesOf('testValue1') };
  return { rows, lines };
}

describe('a CloudEvent', () => {
  it.each(['JobFinished.docs', 'JobProcessing.docs', 'JobStateChange.docs', 'BlobCreated.docs', 'BlobDeleted.docs'])(
    'equals the documented sample %s',
    (name) => {
      expect(asCloudEvent(inEventGrid(name))).toEqual(sampleEvent(`cloudevents/${name}.json`));
    },
  );

  it.each(EVENTS)('of the type %s reports and does the same as the Event Grid event', async (type, event, state) => {
    const cloudEvent = asCloudEvent(event);
    expect(cloudEvent['type']).toBe(`Microsoft.Media.${type}`);
    const read = readMediaEvent(cloudEvent, someRules());
    expect(read).toEqual(readMediaEvent(event, someRules()));
    expect(read).toMatchObject({ kind: 'outputs', outputs: [{ assetName: ASSET, state }] });

    const done = await after(cloudEvent);
    expect(done).toEqual(await after(event));
    expect(done.rows.outputs).toMatchObject([{ output: ASSET, state }]);
    expect(done.rows.manifests).toHaveLength(state === 'Finished' ? 1 : 0);
  });
});
