import { Failure } from '../../../src/application/failure.js';
import { MAX_FORMER_OWNERS } from '../../../src/domain/decide.js';
import { backfillContainer } from '../../../tools/backfill/backfill-container.js';
import { createStats } from '../../../tools/backfill/stats.js';
import { aJobFinished, anAsset, anEventOutput, anImagesReady, minutesAfter, NOW, someRules } from '../../builders.js';
import { fakeImages, fakeLibrary, JPEG, type Blobs } from '../../fakes.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { aBackfiller, writtenAt } from './backfiller.js';
import { eventHarness, CONTAINER } from './recorder.js';

const names = Array.from({ length: 101 }, (_, i) => `t${i}/Thumbnail000001.jpg`);
const TOO_MANY_SERIES: Blobs = Object.fromEntries(names.map((name) => [name, JPEG]));
const ONE: Blobs = { 'Thumbnail000001.jpg': JPEG };
const rules = someRules({ imagesReady: true });
const tooLarge = () => Promise.reject(new Failure('too-large', 'more than fits'));

const rejected = (reason: string) => ({
  event: 'event-rejected',
  level: 'warn',
  fields: { reasons: [expect.stringContaining(reason)] },
});

describe('what can never fit', () => {
  it('is logged and acknowledged; the other outputs of the event are recorded, and nothing is awaited', async () => {
    const library = fakeLibrary([anAsset(), anAsset({ name: 'other', container: 'asset-other' })]);
    const images = fakeImages({ [CONTAINER]: TOO_MANY_SERIES, 'asset-other': ONE });
    const { receive, lines, manifestsOf, store } = eventHarness({ library, images });
    const outputs = ['output-1', 'other'].map((assetName) => anEventOutput({ assetName }));
    await receive(aJobFinished({ videoId: 'v', outputs }));
    expect(lines).toMatchObject([rejected(`${CONTAINER}/: 101 series of images`), { event: 'manifest-recorded' }]);
    expect(lines[0]?.fields).toMatchObject({ asset: 'output-1' });
    expect(await manifestsOf('v')).toHaveLength(1);
    const records = await store.readVideo('v');
    expect(records.outputs.map(({ state }) => [state.output, 'finishedSeenAt' in state])).toContainEqual([
      'output-1',
      false,
    ]);
  });

  it.each([
    ['a listing', { images: { ...fakeImages(), list: tooLarge } }],
    ['a row', { store: { ...createMemoryStore(), putRecord: tooLarge } }],
  ])('is acknowledged where it is %s, by an event that names the images themselves', async (_, parts) => {
    const { receive, lines } = eventHarness({ rules, ...parts });
    await receive(anImagesReady({ container: CONTAINER, videoId: 'v' }));
    expect(lines).toMatchObject([rejected(`contosomedia/${CONTAINER}/: more than fits`)]);
  });

  it('is acknowledged where it is one owner more than a location can have had', async () => {
    const { receive, lines, manifestsOf } = eventHarness({ rules });
    for (let i = 0; i < MAX_FORMER_OWNERS + 2; i++) {
      await receive(anImagesReady({ container: CONTAINER, videoId: `v${i}` }, minutesAfter(i - 60).toISOString()));
    }
    expect(lines.filter(({ event }) => event === 'event-rejected')).toMatchObject([rejected('former owners')]);
    expect(await manifestsOf(`v${MAX_FORMER_OWNERS}`)).toHaveLength(1);
  });

  it('is acknowledged for every event that waited for the same recording', async () => {
    const images = fakeImages({ [CONTAINER]: TOO_MANY_SERIES });
    const { receive, lines } = eventHarness({ rules, images });
    const event = anImagesReady({ container: CONTAINER, videoId: 'v' });
    await Promise.all(['1', '2'].map((id) => receive({ ...event, id })));
    expect(images.calls).toEqual(['list']);
    expect(lines.map(({ event: name, fields }) => [name, fields['id']])).toEqual([
      ['event-rejected', '1'],
      ['event-rejected', '2'],
    ]);
  });

  it('is reported by a back-fill for its location, which goes on; no later run tries it again', async () => {
    const below = (prefix: string, blobs: Blobs) =>
      Object.fromEntries(Object.entries(blobs).map(([name, header]) => [prefix + name, header]));
    const blobs = { ...below('a/', { ...TOO_MANY_SERIES, _done: null }), ...below('b/', { ...ONE, _done: null }) };
    const images = writtenAt(fakeImages({ 'asset-two': blobs }), NOW);
    const markerOf = (path: string) => (/^[ab]\/_done$/.test(path) ? { videoId: path.slice(0, 1) } : undefined);
    const { backfill } = aBackfiller({ store: createMemoryStore(), images, markerOf });
    const container = { account: 'contosomedia', container: 'asset-two' };
    const lines = await backfillContainer(backfill, container, new Map());
    expect(lines).toMatchObject([
      { prefix: 'a/', outcome: 'too-large', reason: expect.stringContaining('101 series of images') as string },
      { prefix: 'b/', outcome: 'created' },
    ]);
    const stats = createStats();
    for (const line of lines) stats.add(line);
    expect(stats.failures()).toMatchObject([{ count: 1, examples: ['contosomedia/asset-two/a/'] }]);
  });

  it('is reported by a back-fill for a container whose listing never ends', async () => {
    const { backfill } = aBackfiller({ store: createMemoryStore(), images: { ...fakeImages(), list: tooLarge } });
    const container = { account: 'contosomedia', container: 'asset-two' };
    expect(await backfillContainer(backfill, container, new Map())).toEqual([
      { ...container, outcome: 'too-large', reason: 'more than fits' },
    ]);
  });
});
