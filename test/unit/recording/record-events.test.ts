import {
  aJob,
  aJobFinished,
  aJobOutputEvent,
  anAsset,
  anEvent,
  anEventOutput,
  aLocation,
  aRule,
  GUID,
  minutesAfter,
  NOW,
} from '../../builders.js';
import { fakeImages, fakeLibrary, JPEG } from '../../fakes.js';
import { eventHarness, CONTAINER } from './recorder.js';

const stateChange = anEvent('JobStateChange', { data: { previousState: 'Processing', state: 'Finished' } });

describe('recording what an event reports', () => {
  it.each([
    ['JobFinished', aJobFinished({ videoId: 'video-1' })],
    ['JobOutputFinished', aJobOutputEvent('JobOutputFinished', { videoId: 'video-1' })],
    ['JobOutputStateChange', aJobOutputEvent('JobOutputStateChange', { videoId: 'video-1' })],
    [
      'JobErrored with an output that finished',
      anEvent('JobErrored', {
        data: { state: 'Error', outputs: [anEventOutput()], correlationData: { videoId: 'video-1' } },
      }),
    ],
  ])('writes a manifest for %s', async (_, event) => {
    const { receive, manifestsOf } = eventHarness({ library: fakeLibrary([anAsset()]) });
    await receive(event);
    expect(await manifestsOf('video-1')).toEqual([
      {
        videoId: 'video-1',
        location: aLocation(),
        recordedAt: NOW,
        source: { assetName: 'output-1', transform: 'thumbs', job: 'job-1' },
        durationMs: 60_000,
        series: [{ kind: 'Poster', prefix: 'Thumbnail', suffix: '.jpg', indexDigits: 6, ranges: [[1, 1]], ...JPEG }],
      },
    ]);
  });

  it('reads the outputs of the job for a JobStateChange, which carries none', async () => {
    const library = fakeLibrary([anAsset({ alternateId: 'video-1' })]);
    library.jobs.set('job-1', aJob());
    const { receive, manifestsOf } = eventHarness({ library });
    await receive(stateChange);
    expect(await manifestsOf('video-1')).toHaveLength(1);
  });

  it('takes the video from the job for a JobStateChange, whose sample has no correlation data', async () => {
    const library = fakeLibrary([anAsset({ alternateId: 'video-1' })]);
    library.jobs.set('job-1', { ...aJob(), videoId: 'my-video' });
    const { receive, manifestsOf } = eventHarness({ library });
    await receive(stateChange);
    expect(await manifestsOf('my-video')).toHaveLength(1);
    expect(await manifestsOf('video-1')).toEqual([]);
  });

  it.each([
    ['JobFinished', aJobFinished()],
    ['JobOutputFinished', aJobOutputEvent('JobOutputFinished')],
    ['JobOutputProcessing', aJobOutputEvent('JobOutputProcessing', { output: anEventOutput({ state: 'Processing' }) })],
  ])('takes the video from the job for a %s without correlation data, as its twins say it', async (_, event) => {
    const library = fakeLibrary([anAsset({ alternateId: 'video-1' })]);
    library.jobs.set('job-1', { ...aJob(), videoId: 'my-video' });
    const { receive, statesOf, library: asked } = eventHarness({ library });
    await receive(event);
    expect(await statesOf('my-video')).toHaveLength(1);
    expect(await statesOf('video-1')).toEqual([]);
    expect(asked?.calls.filter((call) => call.startsWith('job'))).toHaveLength(1);
  });

  it('skips an output of the job that names no asset', async () => {
    const library = fakeLibrary([anAsset()]);
    library.jobs.set('job-1', { ...aJob(), outputs: [...aJob().outputs, { assetName: '', state: 'Finished' }] });
    const { receive, library: asked } = eventHarness({ library });
    await receive(stateChange);
    expect(asked?.calls.filter((call) => call.startsWith('asset'))).toHaveLength(1);
  });

  it.each([
    ['the job is gone', fakeLibrary()],
    ['there are no settings to read it with', undefined],
  ])('rejects a JobStateChange when %s', async (_, library) => {
    const { receive, lines } = eventHarness({ library });
    await receive(stateChange);
    expect(lines).toMatchObject([{ event: 'event-rejected', fields: { reasons: [expect.stringContaining('job-1')] } }]);
  });

  it('throws for a finished job that names no asset', async () => {
    const library = fakeLibrary([anAsset()]);
    library.jobs.set('job-1', aJob({ outputs: [{ assetName: '', state: 'Queued' }] }));
    const { receive, lines } = eventHarness({ library });
    await expect(receive(stateChange)).rejects.toMatchObject({ code: 'unavailable' });
    expect(lines).toMatchObject([
      { event: 'recording-failed', fields: { reason: "job 'job-1' has finished and names no asset" } },
    ]);
  });

  it.each(['Scheduled', 'Processing', 'Canceling', 'Canceled', 'Error', 'Queued'])(
    'saves the state %s of an output, and reads no container',
    async (state) => {
      const { receive, statesOf, manifestsOf, images } = eventHarness();
      await receive(aJobOutputEvent('JobOutputStateChange', { videoId: 'v', output: anEventOutput({ state }) }));
      // Healthy events carry an error too.
      const error = state === 'Error' && { error: { code: 'ServiceError', message: 'nothing is wrong' } };
      const saved = { transform: 'thumbs', job: 'job-1', output: 'output-1', state, at: NOW, ...error };
      expect(await statesOf('v')).toEqual([saved]);
      expect(await manifestsOf('v')).toEqual([]);
      expect(images.calls).toEqual([]);
    },
  );

  it('saves the state of a job whose correlation data names the video, and of no other', async () => {
    const { receive, statesOf, events } = eventHarness();
    const data = { state: 'Processing', correlationData: { videoId: 'v' } };
    await receive(anEvent('JobProcessing', { data }));
    await receive(anEvent('JobProcessing', { data: { ...data, correlationData: null } }));
    expect(await statesOf('v')).toMatchObject([{ output: '', state: 'Processing' }]);
    expect(events()).toEqual(['job-state-saved', 'event-ignored']);
  });

  it('ignores progress', async () => {
    const { receive, events, library, images } = eventHarness();
    await receive(anEvent('JobOutputProgress', { data: { progress: 86 } }));
    expect(events()).toEqual(['event-ignored']);
    expect([...(library?.calls ?? []), ...images.calls]).toEqual([]);
  });

  it('uses the end time of the job where that can be read, else the time of the event', async () => {
    for (const [job, at] of [
      [undefined, NOW],
      [aJob({ endedAt: minutesAfter(1) }), minutesAfter(1)],
    ] as const) {
      const library = fakeLibrary([anAsset()]);
      if (job !== undefined) library.jobs.set('job-1', job);
      const { receive, manifestsOf } = eventHarness({ library });
      await receive(aJobFinished({ videoId: 'v' }));
      expect((await manifestsOf('v'))[0]?.recordedAt).toEqual(at);
    }
  });

  it('uses no time more than five minutes ahead, which would hide later encodes', async () => {
    const { receive, manifestsOf, statesOf } = eventHarness({ library: fakeLibrary([anAsset()]) });
    await receive(aJobFinished({ videoId: 'v', time: '2999-01-01T00:00:00Z' }));
    expect((await manifestsOf('v'))[0]?.recordedAt).toEqual(minutesAfter(5));
    expect((await statesOf('v'))[0]?.at).toEqual(minutesAfter(5));
  });

  it('uses the rules of the output: the job’s own before the transform’s', async () => {
    const library = fakeLibrary([anAsset()]);
    library.transforms.set('thumbs', [[], [aRule({ filenamePattern: '{Basename}_{Index}{Extension}' })]]);
    const outputs = [{ assetName: 'other' }, { assetName: 'output-1' }].map((one) => ({
      ...one,
      state: 'Finished' as const,
    }));
    library.jobs.set('job-1', aJob({ outputs }));
    const images = fakeImages({ [CONTAINER]: { 'x_000001.jpg': JPEG, 'x_000002.jpg': JPEG } });
    const recorder = eventHarness({ library, images });
    await recorder.receive(aJobFinished({ videoId: 'v' }));
    expect((await recorder.manifestsOf('v'))[0]?.series).toMatchObject([
      { kind: 'Thumbnail', timing: { stepMs: 5000 } },
    ]);

    const rules = [aRule({ filenamePattern: '{Basename}_{Index}{Extension}', start: { unit: 'best' } })];
    library.jobs.set('job-1', aJob({ outputs: [{ assetName: 'output-1', state: 'Finished', rules }] }));
    const other = eventHarness({ library, images });
    await other.receive(aJobFinished({ videoId: 'v' }));
    expect((await other.manifestsOf('v'))[0]?.series).toMatchObject([{ kind: 'Poster' }]);
  });

  it('asks for a job and its transform once, however many outputs there are', async () => {
    const library = fakeLibrary();
    const outputs = Array.from({ length: 5 }, (_, i) => anEventOutput({ assetName: `${i}-${GUID}` }));
    await eventHarness({ library }).receive(aJobFinished({ outputs }));
    expect(library.calls.filter((call) => !call.startsWith('asset'))).toEqual(['job job-1', 'transform thumbs']);
  });
});
