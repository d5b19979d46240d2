import { readdirSync } from 'node:fs';
import type { MediaEvent } from '../../../src/domain/media-event.js';
import { readMediaEvent } from '../../../src/events/read-media-event.js';
import { someRules } from '../../builders.js';
import { sampleEvent } from './event-fixtures.js';

const job = { transform: 'VideoAnalyzerTransform', job: '<job-id>' };
const output = { assetName: 'output-7640689F', label: 'VideoAnalyzerPreset_0' };
const finished: MediaEvent = {
  kind: 'outputs',
  id: '9e07e83a-dd6e-466b-a62f-27521b216f2a',
  job,
  at: new Date('2018-10-12T16:25:56.411Z'),
  outputs: [{ ...output, state: 'Finished' }],
};
const processing: MediaEvent = {
  kind: 'job',
  id: 'a0a6efc8-f647-4fc2-be73-861fa25ba2db',
  job,
  at: new Date('2018-10-12T16:12:18.083Z'),
  state: 'Processing',
};
const stateChange: MediaEvent = {
  kind: 'job',
  id: 'b9d38923-9210-4c2b-958f-0054467d4dd7',
  job,
  at: new Date('2018-04-20T21:26:13.897Z'),
  state: 'Finished',
};
const ignored = (id: string, type: string, reason = 'events of this type record nothing'): MediaEvent => ({
  kind: 'ignored',
  id,
  type,
  reason,
});
const blobCreated = ignored(
  '831e1650-001e-001b-66ab-eeb76e069631',
  'Microsoft.Storage.BlobCreated',
  'MARKER_BLOB names no marker',
);
const blobDeleted = ignored('4c2359fe-001e-00ba-0e04-58586806d298', 'Microsoft.Storage.BlobDeleted');

/** What every sample of Microsoft's documentation says. */
const EXPECTED: Record<string, MediaEvent> = {
  'eventgrid/JobFinished.docs.json': finished,
  'eventgrid/JobProcessing.docs.json': processing,
  'eventgrid/JobStateChange.docs.json': stateChange,
  'eventgrid/JobScheduled.derived.json': { ...processing, state: 'Scheduled' },
  'eventgrid/JobCanceling.derived.json': { ...processing, state: 'Canceling' },
  'eventgrid/JobOutputProcessing.docs.json': {
    kind: 'outputs',
    id: 'f1fd5338-1b6c-4e31-83c9-cd7c88d2aedb',
    job,
    at: new Date('2018-10-12T16:12:18.006Z'),
    outputs: [{ ...output, state: 'Processing' }],
  },
  'eventgrid/JobOutputStateChange.docs.json': {
    kind: 'outputs',
    id: 'dde85f46-b459-4775-b5c7-befe8e32cf90',
    job,
    at: new Date('2018-10-12T16:25:56.024Z'),
    outputs: [{ ...output, state: 'Finished' }],
  },
  'eventgrid/JobOutputProgress.docs.json': ignored(
    '00000000-0000-0000-0000-000000000000',
    'Microsoft.Media.JobOutputProgress',
  ),
  'eventgrid/BlobCreated.docs.json': blobCreated,
  'eventgrid/BlobDeleted.docs.json': blobDeleted,
  'eventgrid/SubscriptionValidation.docs.json': ignored(
    '2d1781af-3a4c-4d7c-bd0c-e34b19da4e66',
    'Microsoft.EventGrid.SubscriptionValidationEvent',
  ),
  'cloudevents/JobFinished.docs.json': finished,
  'cloudevents/JobProcessing.docs.json': processing,
  'cloudevents/JobStateChange.docs.json': stateChange,
  'cloudevents/BlobCreated.docs.json': blobCreated,
  'cloudevents/BlobDeleted.docs.json': blobDeleted,
  'other/deadletter.eventgrid.docs.json': { ...blobCreated, id: '93902694-901e-008f-6f95-7153a806873c' },
  'other/mkio-webhook.envelope.json': ignored('{unique_id}', '{webhook_type, e.g. MediaKind.JobFinished}'),
};

describe('reading the documented samples', () => {
  it.each(Object.entries(EXPECTED))('reads %s', (path, expected) => {
    expect(readMediaEvent(sampleEvent(path), someRules())).toEqual(expected);
  });

  it('leaves no sample unread', () => {
    const folders = ['eventgrid', 'cloudevents', 'other'];
    const files = folders.flatMap((folder) =>
      readdirSync(`test/fixtures/events/${folder}`).map((file) => `${folder}/${file}`),
    );
    expect(files.sort()).toEqual(Object.keys(EXPECTED).sort());
  });
});
