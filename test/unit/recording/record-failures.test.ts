import { Failure } from '../../../src/application/failure.js';
import type { RecordStore } from '../../../src/application/recording/ports.js';
import { WebVttError } from '../../../src/domain/webvtt.js';
import { aJobFinished, anAsset, anEventOutput, GUID, NOW } from '../../builders.js';
import { beforeWrites, fakeImages, fakeLibrary, JPEG, type Write } from '../../fakes.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { aBackfiller, writtenAt } from './backfiller.js';
import { tile } from './read-blobs.js';
import { eventHarness, CONTAINER } from './recorder.js';

const event = aJobFinished({ videoId: 'v' });

describe('recording when something is wrong', () => {
  it.each(['unavailable', 'access-denied'] as const)('throws and logs a failure that is %s', async (code) => {
    const failure = new Failure(code, 'Media Services: answered something');
    const library = fakeLibrary();
    library.assets.set('output-1', failure);
    const { receive, events } = eventHarness({ library });
    await expect(receive(event)).rejects.toBe(failure);
    expect(events()).toEqual([code === 'access-denied' ? 'access-denied' : 'recording-failed']);
  });

  it('records an empty manifest at once when there are blobs but no images', async () => {
    const images = fakeImages({ [CONTAINER]: { 'x.mp4': null } });
    const { receive, manifestsOf } = eventHarness({ library: fakeLibrary([anAsset()]), images });
    await receive(event);
    expect(await manifestsOf('v')).toMatchObject([{ series: [] }]);
  });

  it.each([
    ['is missing', {}],
    ['has no blobs', { [CONTAINER]: {} }],
  ])('waits ten minutes for a container that %s, then records an empty manifest', async (_, containers) => {
    const recorder = eventHarness({ library: fakeLibrary([anAsset()]), images: fakeImages(containers) });
    await expect(recorder.receive(event)).rejects.toMatchObject({ code: 'not-ready' });
    recorder.wait(9.99);
    await expect(recorder.receive(event)).rejects.toMatchObject({ code: 'not-ready' });
    expect(await recorder.manifestsOf('v')).toEqual([]);
    recorder.wait(0.01);
    await recorder.receive(event);
    expect(await recorder.manifestsOf('v')).toMatchObject([{ series: [] }]);
    expect(recorder.events()).toContain('location-empty');
  });

  it('records images that came late by the event of another job, also at the time of the empty manifest', async () => {
    const recorder = eventHarness({ library: fakeLibrary([anAsset()]), images: fakeImages() });
    await expect(recorder.receive(event)).rejects.toThrow();
    recorder.wait(11);
    await recorder.receive(event);
    recorder.images.containers.set(CONTAINER, { 'Poster.jpg': JPEG });
    await recorder.receive(aJobFinished({ videoId: 'v', subject: 'transforms/thumbs/jobs/job-2' }));
    expect(await recorder.manifestsOf('v')).toMatchObject([{ series: [{ prefix: 'Poster.jpg' }] }]);
  });

  it('records the other outputs when one fails, then throws for it; the redelivery finds them unchanged', async () => {
    const library = fakeLibrary([anAsset({ name: 'good' }), anAsset({ name: 'late', container: 'asset-late' })]);
    const recorder = eventHarness({ library });
    const outputs = ['late', 'good', 'no-such'].map((assetName) => anEventOutput({ assetName }));
    const both = aJobFinished({ videoId: 'v', outputs });
    await expect(recorder.receive(both)).rejects.toMatchObject({ code: 'not-ready' });
    expect(await recorder.manifestsOf('v')).toHaveLength(1);
    recorder.images.containers.set('asset-late', { 'Poster.jpg': JPEG });
    await recorder.receive(both);
    expect(await recorder.manifestsOf('v')).toHaveLength(2);
    const outcomes = recorder.lines
      .filter((line) => line.event === 'manifest-recorded')
      .map((line) => line.fields['outcome']);
    expect(outcomes).toEqual(['created', 'created', 'unchanged']);
    expect(recorder.events().filter((name) => name === 'event-rejected')).toHaveLength(2);
  });

  it('records the other outputs when one cannot be read, and says which', async () => {
    const recorder = eventHarness({ library: fakeLibrary([anAsset()]) });
    const outputs = [anEventOutput({ assetName: null }), anEventOutput()];
    await recorder.receive(aJobFinished({ videoId: 'v', outputs }));
    expect(await recorder.manifestsOf('v')).toHaveLength(1);
    expect(recorder.lines[0]).toMatchObject({
      event: 'event-rejected',
      fields: { id: 'event-JobFinished', reasons: [expect.stringContaining('data.outputs.0.assetName')] },
    });
    expect(recorder.events()).toEqual(['event-rejected', 'manifest-recorded']);
  });

  it('throws all failures together when several outputs fail', async () => {
    const library = fakeLibrary([
      anAsset({ name: 'a', container: 'asset-a' }),
      anAsset({ name: 'b', container: 'asset-b' }),
    ]);
    const { receive } = eventHarness({ library });
    const outputs = ['a', 'b'].map((assetName) => anEventOutput({ assetName }));
    await expect(receive(aJobFinished({ outputs }))).rejects.toMatchObject({
      errors: [{ code: 'not-ready' }, { code: 'not-ready' }],
    });
  });

  it('records what the client encrypted as unservable, and lists nothing', async () => {
    const { receive, manifestsOf, images } = eventHarness({
      library: fakeLibrary([anAsset({ isClientEncrypted: true })]),
    });
    await receive(event);
    expect(await manifestsOf('v')).toMatchObject([
      { series: [], unservable: expect.stringContaining('encrypted') as string },
    ]);
    expect(images.calls).toEqual([]);
  });

  it('lists what a later job has written without encryption', async () => {
    const library = fakeLibrary([anAsset({ isClientEncrypted: true })]);
    const images = fakeImages({ [CONTAINER]: { 'a_000001.jpg': JPEG } });
    const { receive, manifestsOf } = eventHarness({ library, images });
    await receive(event);
    library.assets.set('output-1', anAsset());
    await receive(aJobFinished({ videoId: 'v', subject: 'transforms/thumbs/jobs/job-2' }));
    const [manifest] = await manifestsOf('v');
    expect(manifest?.series).toHaveLength(1);
    expect(manifest?.unservable).toBeUndefined();
  });

  it('leaves out a series whose first image is none, and says so', async () => {
    const images = fakeImages({ [CONTAINER]: { 'a_000001.jpg': null, 'b_000001.jpg': JPEG } });
    const { receive, manifestsOf, events } = eventHarness({ library: fakeLibrary([anAsset()]), images });
    await receive(event);
    expect((await manifestsOf('v'))[0]?.series).toMatchObject([{ prefix: 'b_' }]);
    expect(events()).toContain('series-unreadable');
  });

  it('keeps a sheet whose WebVTT cannot be read, without tiles', async () => {
    const images = fakeImages({ [CONTAINER]: { 's.jpg': JPEG, 's.vtt': null } });
    images.tiles = new WebVttError('no');
    const { receive, manifestsOf, events } = eventHarness({ library: fakeLibrary([anAsset()]), images });
    await receive(event);
    expect((await manifestsOf('v'))[0]?.series).toEqual([
      expect.not.objectContaining({ sprite: expect.anything() as unknown }),
    ]);
    expect(events()).toContain('webvtt-unreadable');
  });

  it('records the rest where the tiles of a WebVTT do not fit into the row, by an event or a back-fill', async () => {
    const images = fakeImages({ [CONTAINER]: { 's_000001.jpg': JPEG, 's_000001.vtt': null, 'Poster.jpg': JPEG } });
    images.tiles = Array.from({ length: 4 }, (_, i) => tile('s_000001.jpg', i));
    const store: RecordStore = {
      ...createMemoryStore(),
      roomInRow: ({ content }) => 3 - (content?.series ?? []).flatMap(({ sprite }) => sprite?.tiles ?? []).length,
    };
    const { receive, manifestsOf, events } = eventHarness({ library: undefined, images, store });
    await receive(aJobFinished({ videoId: 'v', outputs: [anEventOutput({ assetName: `output-${GUID}` })] }));
    expect(await manifestsOf('v')).toMatchObject([{ series: [{ kind: 'Poster' }, { kind: 'Sprite' }] }]);
    expect((await manifestsOf('v'))[0]?.series[1]).not.toHaveProperty('sprite');
    expect(events()).toEqual(['webvtt-unreadable', 'manifest-recorded']);
    images.containers.set('asset-filled', images.containers.get(CONTAINER) ?? {});
    const { run, lines } = aBackfiller({ store, images: writtenAt(images, NOW) });
    expect(await run('asset-filled')).toMatchObject([
      { outcome: 'created', recorded: { record: { content: { series: [{}, {}] } } } },
    ]);
    expect(lines.map(({ event }) => event)).toEqual(['webvtt-unreadable']);
  });

  it('reads one header a series, however many images there are', async () => {
    const names = Array.from({ length: 500 }, (_, i) => `t_${String(i + 1).padStart(6, '0')}.jpg`);
    const images = fakeImages({ [CONTAINER]: Object.fromEntries(names.map((name) => [name, JPEG])) });
    await eventHarness({ library: fakeLibrary([anAsset()]), images }).receive(event);
    expect(images.calls).toEqual(['list', 'readHeader']);
  });

  it.each<[Write, unknown]>([
    ['putRecord', undefined],
    ['putRow', false],
    ['putOutputState', false],
  ])('gives up after five lost races of %s', async (method, lost) => {
    let tries = 0;
    const store = createMemoryStore();
    const putRow: RecordStore['putRow'] = (row, version) =>
      row.kind === 'entry' ? Promise.resolve(++tries > 1000) : store.putRow(row, version);
    const lose = () => (tries++, Promise.resolve(lost));
    const losing = { ...store, ...(method === 'putRow' ? { putRow } : { [method]: lose }) };
    const { receive } = eventHarness({ store: losing, library: fakeLibrary([anAsset()]) });
    await expect(receive(event)).rejects.toMatchObject({ code: 'lost-race' });
    expect(tries).toBe(5);
  });

  it.each([
    ['the same job: keeps the content that was written meanwhile', 'job-1', 1],
    ['another job: lists again', 'job-2', 2],
  ])('decides again when it lost a race to %s', async (_, job, lists) => {
    const store = createMemoryStore();
    const [library, images] = [fakeLibrary([anAsset()]), fakeImages({ [CONTAINER]: { 'old.jpg': JPEG } })];
    let isFirst = true;
    const racing = beforeWrites(store, async (method) => {
      if (method !== 'putRecord' || !isFirst) return;
      isFirst = false;
      images.containers.set(CONTAINER, { 'new.jpg': JPEG });
      const subject = `transforms/thumbs/jobs/${job}`;
      await eventHarness({ store, library, images }).receive(
        aJobFinished({ videoId: 'v', subject, time: '2026-11-20T12:01:00Z' }),
      );
    });
    const slow = eventHarness({ store: racing, library, images });
    await slow.receive(event);
    expect(await slow.manifestsOf('v')).toMatchObject([{ series: [{ prefix: 'new.jpg' }] }]);
    expect(slow.lines).toMatchObject([{ fields: { outcome: 'unchanged' } }]);
    // Those of the slow one; the other event lists once.
    expect(images.calls.filter((call) => call === 'list')).toHaveLength(lists + 1);
  });

  it('logs what it recorded and where, and never a URL', async () => {
    const { receive, lines, wait } = eventHarness({ library: fakeLibrary([anAsset()]) });
    wait(3);
    await receive(event);
    expect(lines).toEqual([
      {
        event: 'manifest-recorded',
        level: 'info',
        fields: {
          videoId: 'v',
          outcome: 'created',
          location: `contosomedia/asset-${GUID}/`,
          asset: 'output-1',
          transform: 'thumbs',
          job: 'job-1',
          ...{ series: 1, posters: 1, thumbnails: 0, sprites: 0 },
          ageSeconds: 180,
          unservable: undefined,
        },
      },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/sig=|https?:/);
  });

  it('logs no age for a job whose end is unknown', async () => {
    const { receive, lines } = eventHarness({ library: fakeLibrary([anAsset()]) });
    await receive(aJobFinished({ videoId: 'v', time: 'yesterday' }));
    expect(lines).toMatchObject([{ event: 'manifest-recorded' }]);
    expect(lines[0]?.fields['ageSeconds']).toBeUndefined();
  });
});
