import type { TokenCredential } from '@azure/core-auth';
import { connectTopic, createEventGridTopic } from '../../src/adapters/event-grid/event-grid-topic.js';
import type { Publication } from '../../src/domain/publication.js';
import { aManifest, aPoster, aSeries, minutesAfter, NOW } from '../builders.js';
import { startTopic, type TopicServer } from '../topic-server.js';

let server: TopicServer;
beforeAll(async () => {
  server = await startTopic();
});
afterAll(() => server.stop());
beforeEach(() => {
  Object.assign(server, { taken: [], asked: [], moods: [], always: 200 });
});

const noCredential = (): TokenCredential => {
  throw new Error('no credential is asked for where there is a key');
};
const aTopic = (credential: () => TokenCredential = noCredential, key = 'the-key') =>
  createEventGridTopic('/stillframe/thumbnails', () =>
    connectTopic({ endpoint: server.endpoint, key: key === '' ? undefined : key }, credential, 100),
  );
const created = (parts: Parameters<typeof aManifest>[0] = {}): Publication => ({
  ...{ id: 'change-1', at: minutesAfter(1), videoId: 'cat' },
  ...{ kind: 'recorded', outcome: 'created', manifest: aManifest(parts) },
});

describe('an Event Grid topic', () => {
  it('receives a recording as a CloudEvent, with its key and without a URL', async () => {
    const series = [aPoster({ width: 1280, height: 720 }), aSeries(), aSeries({ prefix: 'Other', ranges: [[1, 2]] })];
    await aTopic()(created({ series, durationMs: 60_000 }));
    const { assetName, ...location } = { ...aManifest().location, assetName: 'output-1' };
    expect(server.taken).toEqual([
      {
        specversion: '1.0',
        ...{ id: 'change-1', source: '/stillframe/thumbnails', type: 'Stillframe.ThumbnailsRecorded', subject: 'cat' },
        time: minutesAfter(1).toISOString(),
        datacontenttype: 'application/json',
        data: {
          ...{ videoId: 'cat', outcome: 'created', asset: assetName },
          ...{ storageAccount: location.account, container: location.container, prefix: '' },
          recordedAt: NOW.toISOString(),
          durationMs: 60_000,
          counts: { Poster: 1, Thumbnail: 12, Sprite: 0 },
          sizes: [
            { kind: 'Poster', width: 1280, height: 720, images: 1 },
            { kind: 'Thumbnail', width: 640, height: 360, images: 12 },
          ],
        },
      },
    ]);
    const [asked] = server.asked;
    expect(asked?.url).toMatch(/^\/api\/events\?api-version=/);
    expect(asked?.headers['content-type']).toBe('application/cloudevents-batch+json; charset=utf-8');
    expect(asked?.headers['aeg-sas-key']).toBe('the-key');
    expect(JSON.stringify(server.taken)).not.toMatch(/https?:/);
  });

  it('receives no unknown values, and the reason why images cannot be served', async () => {
    const unknown = { recordedAt: new Date(0), source: {}, series: [], unservable: 'encrypted' };
    await aTopic()(created(unknown));
    const { data } = server.taken[0] ?? { data: {} };
    expect(data).toMatchObject({ counts: { Poster: 0, Thumbnail: 0, Sprite: 0 }, sizes: [], unservable: 'encrypted' });
    expect(Object.keys(data)).not.toEqual(expect.arrayContaining(['recordedAt']));
    expect(Object.keys(data)).not.toEqual(expect.arrayContaining(['asset']));
  });

  it('is sent that a video was deleted', async () => {
    await aTopic()({ id: 'change-2', at: NOW, videoId: 'cät/1', kind: 'deleted' });
    expect(server.taken).toMatchObject([
      { id: 'change-2', type: 'Stillframe.VideoDeleted', subject: 'cät/1', data: { videoId: 'cät/1' } },
    ]);
  });

  it.each([503, 'reset'] as const)('is called again when its first answer is %s', async (mood) => {
    server.moods = [mood];
    await aTopic()(created());
    expect(server.taken.map(({ id }) => id)).toEqual(['change-1']);
    expect(server.asked).toHaveLength(2);
  });

  it.each([
    [503, 3, 'unavailable', 'the topic: answered 503'],
    ['reset', 3, 'unavailable', 'the topic: no answer'],
    ['silent', 1, 'unavailable', 'the topic: no answer in time'],
    [429, 3, 'unavailable', 'the topic: answered 429'],
    [401, 1, 'access-denied', 'the topic: answered 401'],
    [403, 1, 'access-denied', 'the topic: answered 403'],
    [400, 1, 'unavailable', 'the topic: answered 400'],
    [404, 1, 'unavailable', 'the topic: answered 404'],
  ] as const)('that always answers %s is called %i times: %s', async (mood, times, code, reason) => {
    server.always = mood;
    const failure: unknown = await aTopic()(created()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, message: expect.stringContaining(reason) as string });
    expect(JSON.stringify(failure)).not.toContain('the-key');
    expect(server.asked).toHaveLength(times);
  });

  it('never receives a token over plain HTTP', async () => {
    const getToken = () => Promise.resolve({ token: 'the-token', expiresOnTimestamp: Date.now() + 3_600_000 });
    await expect(aTopic(() => ({ getToken }), '')(created())).rejects.toThrow(/non-TLS/);
    expect(server.asked).toEqual([]);
  });
});
