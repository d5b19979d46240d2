import { makeMemoryManifestStore } from '../../../src/adapters/memory/memory-manifest-store.js';
import { aJobFinished, anAsset, aLocation, minutesAfter } from '../../builders.js';
import { beforeWrites, fakeLibrary } from '../../fakes.js';
import { aRecorder } from './recorder.js';

const claim = (videoId: string, minute: number) => aJobFinished({ videoId, time: minutesAfter(minute).toISOString() });
const [first, second, third] = [claim('v1', -10), claim('v2', -5), claim('v1', -1)];
const WRITES = 9;
const pairs = Array.from({ length: WRITES * WRITES }, (_, i) => [i % WRITES, Math.floor(i / WRITES)] as const);

/** A recorder that dies at one write, and works on after it. */
function dyingAt(failing: number, store = makeMemoryManifestStore()) {
  let writes = 0;
  const dying = beforeWrites(store, () =>
    writes++ === failing ? Promise.reject(new Error('died')) : Promise.resolve(),
  );
  return aRecorder({ store: dying, library: fakeLibrary([anAsset()]) });
}

describe('a location that is claimed back while its move was interrupted', () => {
  it.each(pairs)('keeps its names when the move died at write %i and the claim at write %i', async (move, back) => {
    const store = makeMemoryManifestStore();
    await dyingAt(-1, store).receive(first);
    const moving = dyingAt(move, store);
    const moved = await moving.receive(second).then(
      () => true,
      () => false,
    );
    const claiming = dyingAt(back, store);
    await claiming.receive(third).catch(() => claiming.receive(third));
    if (!moved) await moving.receive(second);
    expect(await moving.manifestsOf('v1')).toHaveLength(1);
    expect(await moving.manifestsOf('v2')).toEqual([]);
    expect((await store.readVideo('output-1')).aliasOf).toEqual(['v1']);
    expect((await store.readOwner(aLocation()))?.owner).toMatchObject({ videoId: 'v1', takenFrom: [] });
  });
});
