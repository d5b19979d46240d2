import { EventRejected } from '../../../src/domain/media-event.js';
import { readMediaEvent } from '../../../src/events/read-media-event.js';
import { aJobFinished, aJobOutputEvent, anEvent, anEventOutput, GUID, someRules } from '../../builders.js';

const read = (payload: unknown) => readMediaEvent(payload, someRules());
const reasonsFor = (payload: unknown): readonly string[] => {
  try {
    read(payload);
  } catch (error) {
    if (error instanceof EventRejected) return error.reasons;
    throw error;
  }
  throw new Error('it was not rejected');
};
const withCorrelation = (correlationData: unknown) => aJobFinished({ data: { correlationData } });

describe('reading an event', () => {
  it.each(['JobOutputScheduled', 'JobOutputProcessing', 'JobOutputErrored', 'JobOutputCanceling', 'JobOutputCanceled'])(
    'takes the state of %s from its output, not from its type',
    (type) => {
      expect(read(aJobOutputEvent(type, { output: anEventOutput({ state: 'Error' }) }))).toMatchObject({
        outputs: [{ assetName: 'output-1', state: 'Error' }],
      });
    },
  );

  it.each(['JobErrored', 'JobCanceled'])('reads all outputs of %s, each with its own state', (type) => {
    const outputs = [anEventOutput(), anEventOutput({ assetName: 'output-2', state: 'Error' })];
    expect(read(anEvent(type, { data: { state: 'Error', outputs } }))).toMatchObject({
      outputs: [
        { assetName: 'output-1', state: 'Finished' },
        { assetName: 'output-2', state: 'Error' },
      ],
    });
  });

  it('keeps the error of a failed output, fit to be shown, and of no other', () => {
    const error = { code: 'ContentMalformed', message: 'No media file: https://x.example/?sig=SECRET', details: [] };
    const outputs = ['Error', 'Finished', 'Processing', 'Canceled'].map((state) => anEventOutput({ state, error }));
    const { outputs: reports } = read(anEvent('JobErrored', { data: { state: 'Error', outputs } })) as unknown as {
      outputs: { error?: object }[];
    };
    const shown = { code: 'ContentMalformed', message: 'No media file: …' };
    expect(reports.map((report) => report.error)).toEqual([shown, undefined, undefined, undefined]);
  });

  it.each([null, 'text', { code: 'x' }, { message: 7 }, { message: '' }])(
    'takes a failed output whose error is %j without one',
    (error) => {
      const { outputs } = read(
        aJobOutputEvent('JobOutputErrored', { output: anEventOutput({ state: 'Error', error }) }),
      ) as unknown as {
        outputs: object[];
      };
      expect(outputs).toEqual([{ assetName: 'output-1', state: 'Error', label: 'thumbs_0' }]);
    },
  );

  it.each([undefined, null, 'text', 7, { code: 'x' }])('lets an error member be %j on a finished output', (error) => {
    expect(read(aJobFinished({ outputs: [anEventOutput({ error })] }))).toMatchObject({
      outputs: [{ state: 'Finished' }],
    });
  });

  it('ignores foreign events, also without data', () => {
    const cloudEvent = { specversion: '1.0', id: 'x', type: 'com.example.ping', source: '/x' };
    expect(read(cloudEvent)).toMatchObject({ kind: 'ignored' });
    expect(reasonsFor({ ...cloudEvent, type: 'Microsoft.Media.JobFinished' }).join()).toMatch(/^data: /);
  });

  it('rejects more outputs than a job can have, before it reads them', () => {
    const outputs = (count: number) => Array.from({ length: count }, () => anEventOutput());
    expect(read(aJobFinished({ outputs: outputs(100) }))).toMatchObject({ kind: 'outputs' });
    expect(reasonsFor(aJobFinished({ outputs: outputs(101) }))).toEqual([expect.stringMatching(/^data\.outputs: /)]);
  });

  const PATHS = ['.', '..', '...', '../../private', 'a\\b', 'http://169.254.169.254/metadata', 'a\u0000b', '\n'];

  it.each(PATHS)('rejects %j as the name of an asset', (assetName) => {
    const expected = [expect.stringMatching(/^data\.outputs\.0\.assetName: no resource can be called so$/)];
    expect(reasonsFor(aJobFinished({ outputs: [anEventOutput({ assetName })] }))).toEqual(expected);
  });

  it.each(PATHS.filter((name) => !name.includes('/')))('rejects %j as the name of a transform or a job', (name) => {
    for (const subject of [`transforms/${name}/jobs/j`, `transforms/t/jobs/${name}`]) {
      expect(reasonsFor(aJobFinished({ subject }))).toEqual(['subject: no resource can be called so']);
    }
  });

  it.each(['v1.2', '..a', 'Tom & Jerry: 100% + ?', 'My%20Transform', "l'été #1"])(
    'accepts names that only some services allow: %j',
    (assetName) => {
      const subject = `transforms/${assetName}/jobs/${assetName}`;
      expect(read(aJobFinished({ subject, outputs: [anEventOutput({ assetName })] }))).toMatchObject({
        job: { transform: assetName, job: assetName },
        outputs: [{ assetName }],
      });
    },
  );

  it('does not need a topic', () => {
    const { topic, ...event } = aJobFinished();
    expect(topic).toBeDefined();
    expect(read(event)).toMatchObject({ kind: 'outputs' });
  });

  it.each([undefined, '', 7, 'eg-topic', '/subscriptions/s/providers/Microsoft.EventGrid/topics/t'])(
    'accepts the topic %j',
    (topic) => {
      expect(read({ ...aJobFinished(), topic })).toMatchObject({ kind: 'outputs' });
    },
  );

  it.each([
    ['Microsoft.Media.LiveEventConnectionRejected'],
    ['Microsoft.Media.JobExploded'],
    ['Microsoft.Media.constructor'],
    ['Microsoft.Media.toString'],
    ['Microsoft.Media.__proto__'],
    ['constructor'],
    ['microsoft.media.jobfinished'],
    ['JobFinished'],
    [''],
  ])('ignores the type %j', (eventType) => {
    expect(read({ ...aJobFinished(), eventType })).toMatchObject({ kind: 'ignored' });
  });

  it('accepts a subject with a slash before it', () => {
    expect(read(aJobFinished({ subject: '/transforms/t/jobs/j' }))).toMatchObject({
      job: { transform: 't', job: 'j' },
    });
  });

  it.each([
    '',
    'transforms/t',
    'transforms/t/jobs/',
    'liveEvent/x',
    'transforms/t/jobs/j/more',
    'x/transforms/t/jobs/j',
    `transforms/t/jobs/${'j'.repeat(1024)}`,
  ])('rejects a job event about %j', (subject) => {
    expect(reasonsFor(aJobFinished({ subject }))).toEqual([expect.stringMatching(/^subject: /)]);
  });

  it('names every invalid member and shows no value', () => {
    const reasons = reasonsFor(aJobFinished({ outputs: [anEventOutput({ assetName: '', state: 'TOP-SECRET' })] }));
    expect(reasons).toHaveLength(2);
    expect(reasons.join()).toMatch(/data\.outputs\.0\.assetName.*data\.outputs\.0\.state/);
    expect(reasons.join()).not.toContain('TOP-SECRET');
  });

  it.each([
    ['assetName', undefined],
    ['assetName', null],
    ['assetName', ''],
    ['assetName', 7],
    ['assetName', '\ud800'],
    ['state', undefined],
    ['state', 'Exploded'],
  ])('skips an output whose %s is %j, and reports it', (member, value) => {
    const bad = anEventOutput({ [member]: value });
    const event = read(aJobFinished({ outputs: [bad, anEventOutput()] }));
    expect(event).toMatchObject({ kind: 'outputs', outputs: [{ assetName: 'output-1', state: 'Finished' }] });
    expect(event).toHaveProperty('unreadable', [expect.stringContaining(`data.outputs.0.${member}: `)]);
  });

  it.each([[null], [7], ['text'], [[]]])('skips the output %j', (bad) => {
    const event = read(aJobFinished({ outputs: [anEventOutput(), bad] }));
    expect(event).toMatchObject({ outputs: [{ assetName: 'output-1' }] });
    expect(event).toHaveProperty('unreadable', [expect.stringMatching(/^data\.outputs\.1: /)]);
  });

  it('reports nothing about readable outputs, whatever their label is', () => {
    const outputs = [undefined, null, 7, {}, 'x'].map((label) => anEventOutput({ label }));
    const event = read(aJobFinished({ outputs }));
    expect(event).not.toHaveProperty('unreadable');
    expect(event).toMatchObject({ outputs: [{}, {}, {}, {}, { label: 'x' }] });
  });

  it('rejects a job without a readable output', () => {
    const outputs = [anEventOutput({ assetName: null }), null];
    expect(reasonsFor(aJobFinished({ outputs }))).toEqual([
      expect.stringMatching(/^data\.outputs\.0\.assetName: /),
      expect.stringMatching(/^data\.outputs\.1: /),
    ]);
  });

  it('rejects a finished job without outputs', () => {
    expect(reasonsFor(aJobFinished({ outputs: [] }))).toEqual([expect.stringMatching(/^data\.outputs: /)]);
  });

  it.each([[undefined], [null], [7], ['text'], [[]], [{}], [[aJobFinished()]]])('rejects the payload %j', (payload) => {
    expect(reasonsFor(payload).length).toBeGreaterThan(0);
  });

  it('rejects a CloudEvent of another version', () => {
    expect(reasonsFor({ specversion: '0.3', id: '1', type: 'Microsoft.Media.JobFinished', data: {} })).toEqual([
      expect.stringMatching(/^specversion: /),
    ]);
  });
});

describe('reading the video id from correlation data', () => {
  it.each([[undefined], [null], [{}], [{ other: 'x' }], [{ videoId: '' }], [{ videoId: null }]])(
    'finds none in %j',
    (correlation) => {
      expect(read(withCorrelation(correlation))).not.toHaveProperty('videoId');
    },
  );

  it.each(['videoId', 'VIDEOID', 'videoid', 'VideoID'])('finds it under %s', (key) => {
    expect(read(withCorrelation({ testKey1: 'x', [key]: 'summer' }))).toMatchObject({ videoId: 'summer' });
  });

  it('finds it under the key of the settings', () => {
    expect(readMediaEvent(withCorrelation({ EpisodeId: 'e7' }), someRules({ videoIdKey: 'episodeid' }))).toMatchObject({
      videoId: 'e7',
    });
  });

  it('finds it in the job correlation data of an output event', () => {
    expect(read(aJobOutputEvent('JobOutputFinished', { videoId: 'summer' }))).toMatchObject({ videoId: 'summer' });
  });

  it.each([GUID.toUpperCase(), `nb:cid:UUID:${GUID}`, `NB:CID:uuid:${GUID.toUpperCase()}`])(
    'normalises %s',
    (videoId) => {
      expect(read(withCorrelation({ videoId }))).toMatchObject({ videoId: GUID });
    },
  );

  it.each([[7], [{}], ['x'.repeat(513)], ['a\u0000b'], ['\ud800']])('rejects %j', (videoId) => {
    expect(reasonsFor(withCorrelation({ videoId }))).toEqual([expect.stringMatching(/^correlation data 'videoId': /)]);
  });
});
