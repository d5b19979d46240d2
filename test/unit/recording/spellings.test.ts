import { createFindVideo } from '../../../src/application/reading/find-video.js';
import { createPermalinks } from '../../../src/application/links/permalinks.js';
import { createResolvePermalink } from '../../../src/application/links/resolve-permalink.js';
import { createFindImage } from '../../../src/application/reading/select-images.js';
import { noopPublisher } from '../../../src/application/publishing/ports.js';
import type { RecordStore } from '../../../src/application/recording/ports.js';
import { projectRecord } from '../../../src/application/recording/project-record.js';
import { decide } from '../../../src/domain/decide.js';
import { locationHash } from '../../../src/domain/location.js';
import {
  aJobFinished,
  aLocation,
  aManifest,
  anAsset,
  anEventOutput,
  anImagesReady,
  someRules,
  minutesAfter,
  NOW,
} from '../../builders.js';
import { fakeLibrary } from '../../fakes.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { aBackfiller } from './backfiller.js';
import { CONTAINER, eventHarness } from './recorder.js';

const [NFC, NFD] = ['caf\u00e9', 'cafe\u0301'];
const ASSET = 'sortie-e\u0301te\u0301';

function aRecorder(store: RecordStore = createMemoryStore()) {
  const library = fakeLibrary([anAsset({ name: ASSET })]);
  const harness = eventHarness({ store, library, rules: someRules({ imagesReady: true }) });
  let reads = 0;
  const counted = { ...store, readVideo: (id: string) => store.readVideo((reads++, id)) };
  return { ...harness, find: createFindVideo(counted), reads: () => reads };
}

/** What an earlier version left: the id as it came, in every row. */
async function recordedBefore() {
  const recorder = aRecorder();
  const { store } = recorder;
  const at = minutesAfter(-60);
  const { location, series } = aManifest();
  const found = { series, isEmpty: false };
  const report = { kind: 'images', location, source: 'event', claim: { videoId: NFC, at }, at, found } as const;
  const record = decide(undefined, report, { now: at, publishing: 'off' });
  const asItCame = { ...record, claims: { event: { videoId: NFD, at } }, aliases: [ASSET] };
  await store.putRecord(asItCame, undefined);
  await projectRecord({ store, clock: () => at, publisher: noopPublisher }, asItCame);
  return recorder;
}

describe('the spellings of an id', () => {
  it.each([
    ['a job event', aJobFinished({ videoId: NFD, outputs: [anEventOutput({ assetName: ASSET })] })],
    ['an event of ours', anImagesReady({ videoId: NFD, container: CONTAINER })],
  ])('are one: of %s', async (_, event) => {
    const { receive, find, reads } = aRecorder();
    await receive(event);
    expect(await find(NFC)).toMatchObject({ id: NFC, manifests: [{}] });
    expect(reads()).toBe(1);
  });

  it('are one of the name of an asset', async () => {
    const { receive, aliasesOf } = aRecorder();
    await receive(aJobFinished({ videoId: 'v', outputs: [anEventOutput({ assetName: ASSET })] }));
    expect(await aliasesOf(ASSET.normalize())).toEqual(['v']);
  });
});

describe('an id that an earlier version recorded as macOS spells it', () => {
  it.each([NFC, ASSET.normalize()])('is found as %s, by another read', async (id) => {
    const { find, reads } = await recordedBefore();
    expect(await find(id)).toMatchObject({ id: NFC, manifests: [{}] });
    expect(reads()).toBeLessThanOrEqual(3);
  });

  it('costs no other id a second read', async () => {
    const { find, reads } = await recordedBefore();
    for (const unknown of ['cafe', 'other', '\u4e2d\u6587']) expect(await find(unknown)).toBeUndefined();
    expect(reads()).toBe(3);
  });

  it('moves to the other spelling when it is recorded again', async () => {
    const { store, images, find, manifestsOf } = await recordedBefore();
    await aBackfiller({ store, images }).run(CONTAINER);
    expect(await manifestsOf(NFC)).toMatchObject([{ location: aLocation() }]);
    expect((await store.readVideo(NFD)).moved).toHaveLength(1);
    expect(await find(NFC)).toMatchObject({ id: NFC, manifests: [{}] });
  });

  it('is deleted with it, and stays so when older images are reported', async () => {
    const { deleteVideo, find, receive } = await recordedBefore();
    expect(await deleteVideo(NFC)).toEqual({ videoId: NFC, manifests: 1, states: 0 });
    expect(await find(NFC)).toBeUndefined();
    expect(await find(NFD)).toBeUndefined();
    await receive(
      aJobFinished({
        videoId: NFC,
        outputs: [anEventOutput({ assetName: ASSET })],
        time: minutesAfter(-30).toISOString(),
      }),
    );
    expect(await find(NFC)).toBeUndefined();
  });

  it('keeps its deletion when it moves', async () => {
    const { store } = await recordedBefore();
    const stored = await store.readRecord(locationHash(aLocation()));
    if (stored === undefined) throw new Error('no record');
    const context = { now: NOW, publishing: 'off' } as const;
    const deleted = decide(stored.record, { kind: 'delete', videoId: NFD, at: NOW }, context);
    const claim = { videoId: NFC, at: minutesAfter(-30) };
    const images = { kind: 'images', location: aLocation(), source: 'event', claim, at: claim.at } as const;
    const moved = decide(deleted, images, context);
    expect(moved).toMatchObject({ claims: { event: claim }, deletions: { [NFC]: NOW }, contentVersion: '' });
  });

  it('keeps its permalinks', async () => {
    const { find } = await recordedBefore();
    const clock = () => NOW;
    const keys = [{ id: 'k', secret: 's'.repeat(32) }];
    const links = createPermalinks({ publicUrl: 'https://m.example', keys, days: 60 });
    const token = links.forVideo({ id: NFD }, NOW).linkTo('page', '')('-').split('/').at(-2) ?? '';
    const resolve = createResolvePermalink({ links, findVideo: find, findImage: createFindImage(clock), clock });
    expect(await resolve(token, 'x')).not.toMatchObject({ refused: 'unknown-video' });
  });
});
