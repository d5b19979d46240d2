import { putManifest } from '../../memory/put-manifest.js';
import fc from 'fast-check';
import { createMemoryStore } from '../../memory/memory-store.js';
import { Failure } from '../../../src/application/failure.js';
import { aManifest, anOutputState, aLocation, aPoster, aSeries } from '../../builders.js';
import { anyManifests } from '../domain/any-manifests.js';
import { httpHarness } from './harness.js';

interface Result {
  VideoId: string;
  Status: string;
  Thumbnails: { ID: string; VideoId: string; Kind: string; Url: string }[];
  Total?: number;
  Next?: string;
  Problem?: { type: string; status: number };
}

const resultsOf = ({ json }: { json: unknown }) => (json as { Results: Result[] }).Results;
const errorsIn = ({ json }: { json: unknown }) => (json as { errors: { name: string; reason: string }[] }).errors;

async function someVideos(ids: readonly string[] = ['a', 'b'], store = createMemoryStore()) {
  const reads: string[] = [];
  const harness = httpHarness({
    ...store,
    readVideo: (id) => {
      reads.push(id);
      if (id === 'broken') return Promise.reject(new Failure('unavailable', 'table: no answer'));
      if (id === 'bug') return Promise.reject(new TypeError('https://x.example/?sig=SECRET'));
      return store.readVideo(id);
    },
  });
  for (const videoId of ids) {
    const location = aLocation({ container: `asset-${ids.indexOf(videoId)}` });
    const source = { assetName: 'name' };
    await putManifest(store, aManifest({ videoId, location, source, series: [aPoster(), aSeries()] }));
  }
  return { ...harness, reads };
}

describe('GET /api/Thumbnails', () => {
  it('has a result for each id in the order asked, repeats included, and reads and signs each video once', async () => {
    const { many, reads, state } = await someVideos();
    const answered = await many('videoIds=b,nobody,a,b&kind=Poster&height=360');
    const told = resultsOf(answered).map(({ VideoId, Status, Thumbnails }) => [VideoId, Status, Thumbnails.length]);
    expect(told).toEqual([['b', 'found', 1], ['nobody', 'unknown', 0], ['a', 'found', 1], ['b', 'found', 1]]); // prettier-ignore
    expect(reads.sort()).toEqual(['a', 'b', 'nobody']);
    expect(state.signed).toBe(2);
    expect(answered.headers).toMatchObject({
      'Cache-Control': 'private, no-cache',
      'Content-Type': 'application/json',
    });
  });

  it('splits before it decodes, so that ids may have commas and slashes, and repeats ids as they were asked', async () => {
    const guid = '32606E0E-DAC6-4404-88B4-E97CC3475591';
    const ids = ['a,b', 'c/d e', guid.toLowerCase()];
    const { many } = await someVideos(ids);
    const results = resultsOf(await many(`videoIds=a%2Cb,c%2Fd+e,${guid}`));
    expect(results.map(({ VideoId }) => VideoId)).toEqual(['a,b', 'c/d e', guid]);
    expect(results.map(({ Thumbnails }) => Thumbnails[0]?.VideoId)).toEqual(ids);
  });

  it('takes a parameter that is repeated', async () => {
    const { many } = await someVideos(['a', 'b', 'c']);
    const results = resultsOf(await many('videoIds=a,b&limit=1&videoIds=c'));
    expect(results.map(({ VideoId, Status }) => `${VideoId} ${Status}`)).toEqual(['a found', 'b found', 'c found']);
  });

  it.each([
    ['a%2Cb', ['a found', 'b found']],
    ['b,a%2Cnobody,a', ['b found', 'a found', 'nobody unknown', 'a found']],
    ['nobody%2Cnothing', ['nobody,nothing unknown']],
    ['a%2C', ['a, unknown']],
    ['a%2Cbroken', ['a found', 'broken error']],
    ['c%2Cd,c', ['c,d found', 'c found']],
    [encodeURIComponent(['a', 'x'.repeat(510), 'b'].join()), ['a found', `${'x'.repeat(510)} unknown`, 'b found']],
    // Together more than may be asked for.
    [`a%2Cb${',n'.repeat(99)}`, ['a,b unknown', ...Array.from({ length: 99 }, () => 'n unknown')]],
  ])('takes %.40s for the ids between its commas only where the whole is unknown', async (query, expected) => {
    const { many, reads } = await someVideos(['a', 'b', 'c', 'd', 'c,d']);
    const results = resultsOf(await many(`videoIds=${query}`));
    expect(results.map(({ VideoId, Status }) => `${VideoId} ${Status}`)).toEqual(expected);
    expect(new Set(reads).size).toBe(reads.length);
  });

  it('answers the other videos when one fails', async () => {
    const { many, store, logged } = await someVideos();
    await store.putOutputState('at-work', anOutputState(), undefined);
    await store.putOutputState('failed', anOutputState({ state: 'Error' }), undefined);
    await putManifest(store, aManifest({ videoId: 'empty', series: [] }));
    const answered = await many('videoIds=broken,a,at-work,bug,failed,empty,name,b&kind=Poster');
    const told = resultsOf(answered).map(({ Status, Thumbnails, Problem }) => [
      Status,
      Thumbnails.length,
      Problem?.status,
    ]);
    expect(told).toEqual([
      ['error', 0, 503],
      ['found', 1, undefined],
      ['pending', 0, undefined],
      ['error', 0, 500],
      ['failed', 0, 404],
      ['found', 0, undefined],
      ['error', 0, 409],
      ['found', 1, undefined],
    ]);
    expect([answered.status, answered.headers['Cache-Control'], answered.headers['Retry-After']]).toEqual([
      200,
      'no-store',
      '10',
    ]);
    expect(answered.headers).not.toHaveProperty('ETag');
    const lines = logged.map((line) => JSON.parse(line) as { event: string });
    expect(lines.map(({ event }) => event)).toEqual([
      'request-failed',
      'request-failed',
      'request-refused',
      'videos-listed',
    ]);
    expect(lines.at(-1)).toMatchObject({ videos: 8, found: 3, pending: 1, failed: 1, errors: 3, images: 2, signed: 2 });
    expect(logged.join() + answered.body).not.toContain('SECRET');
  });

  it('reads at most ten videos at one time', async () => {
    const memory = createMemoryStore();
    let [now, most] = [0, 0];
    const { many } = httpHarness({
      ...memory,
      readVideo: async (id) => {
        most = Math.max(most, ++now);
        await new Promise(setImmediate);
        now -= 1;
        return memory.readVideo(id);
      },
    });
    const ids = Array.from({ length: 100 }, (_, i) => `v${i}`);
    expect(resultsOf(await many(`videoIds=${ids.join()}`)).map(({ VideoId }) => VideoId)).toEqual(ids);
    expect(most).toBe(10);
  });

  it.each([
    ['', ['must name the videos']],
    ['videoIds=', ['number 1: a video id must not be empty']],
    ['videoIds=a,,b,', ['number 2', 'number 4']],
    [`videoIds=a,${'x'.repeat(513)}`, ['number 2: a video id has at most 512']],
    [`videoIds=${'a,'.repeat(100)}a`, ['at most 100 videos, not 101']],
    [`videoIds=${'a,'.repeat(99)}a&videoIds=b`, ['at most 100 videos, not 101']],
    [`videoIds=${encodeURIComponent('abcdef,'.repeat(101))}`, ['at most 100 videos, not 102']],
    [`videoIds=a%2C${'x'.repeat(513)}`, ['number 2: a video id has at most 512']],
    ['videoIds=a%00,b&kind=x&limit=0', ['number 1', 'kind', 'limit']],
  ])('answers one 400 that names everything wrong with ?%.30s', async (query, said) => {
    const answered = await httpHarness().many(query);
    expect(answered.status).toBe(400);
    const errors = errorsIn(answered).map(({ name, reason }) => `${name}: ${reason}`);
    expect(errors).toHaveLength(said.length);
    said.forEach((part, i) => {
      expect(errors[i]).toContain(part);
    });
  });

  it('gives each video its share of the list limit, and links to the rest', async () => {
    const { many, list, store } = await someVideos([]);
    for (const videoId of ['long', 'in/path']) {
      const location = aLocation({ container: videoId === 'long' ? 'asset-1' : 'asset-2' });
      await putManifest(store, aManifest({ videoId, location, series: [aSeries({ ranges: [[1, 3000]] })] }));
    }
    const lengths = async (query: string) =>
      resultsOf(await many(query)).map(({ Thumbnails, Total }) => [Thumbnails.length, Total]);
    expect(await lengths('videoIds=long')).toEqual([[100, 3000]]);
    expect(await lengths('videoIds=long&limit=5000')).toEqual([[3000, undefined]]);
    expect(await lengths('videoIds=long,in%2Fpath&limit=2600')).toEqual([[2500, 3000], [2500, 3000]]); // prettier-ignore
    expect(await lengths('videoIds=long%2Cin&limit=5000')).toEqual([[2500, 3000], [0, undefined]]); // prettier-ignore
    const ids = Array.from({ length: 99 }, (_, i) => `v${i}`);
    expect((await lengths(`videoIds=long,${ids.join()}`))[0]).toEqual([50, 3000]);

    const [cut, slash] = resultsOf(await many('videoIds=long,in%2Fpath&from=5&limit=2'));
    expect(slash).not.toHaveProperty('Next');
    const next = new URL(cut?.Next ?? '', 'https://stillframe.example/api/Thumbnails');
    expect(next.pathname).toBe('/api/Videos/long/Thumbnails');
    expect((await list('long', { query: next.search.slice(1) })).json).toMatchObject([{ Index: 4 }, { Index: 5 }]);
  });

  it('has a tag over the whole answer, and signs nothing for a caller that has it or for an answer in memory', async () => {
    const { many, state, store, logged } = await someVideos();
    const first = await many('videoIds=a,b,nobody');
    const held = { headers: { 'If-None-Match': first.headers['ETag'] ?? '' } };
    const { signed } = state;
    expect((await many('videoIds=a,b,nobody', held)).status).toBe(304);
    expect(await many('videoIds=a,b,nobody')).toEqual(first);
    expect(state.signed).toBe(signed);
    expect(logged.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { outcome: 'answered', signed },
      { outcome: 'not-modified', signed: 0 },
      { outcome: 'answered', signed: 0 },
    ]);
    expect((await many('videoIds=b,a,nobody', held)).status).toBe(200);
    await putManifest(store, aManifest({ videoId: 'nobody' }));
    expect((await many('videoIds=a,b,nobody', held)).status).toBe(200);
  });

  it('answers for each video as a request about it alone would', async () => {
    const query = 'kind=Thumbnail,Sprite&height=200&at=7&limit=40';
    await fc.assert(
      fc.asyncProperty(fc.array(anyManifests, { minLength: 1, maxLength: 4 }), async (videos) => {
        const { many, list, store } = await someVideos([]);
        for (const [i, manifests] of videos.entries()) {
          for (const one of manifests) {
            const location = { ...one.location, prefix: `v${i}/` };
            await putManifest(store, { ...one, videoId: `v${i}`, location });
          }
        }
        const ids = videos.map((_, i) => `v${i}`);
        const nameless = (items: unknown) => (items as { Url: string }[]).map(({ Url: _, ...item }) => item);
        for (const { VideoId, Status, Thumbnails } of resultsOf(await many(`videoIds=${ids.join()}&${query}`))) {
          const alone = await list(VideoId, { query });
          expect(Status).toBe(alone.status === 200 ? 'found' : 'unknown');
          if (Status === 'found') expect(nameless(Thumbnails)).toEqual(nameless(alone.json));
        }
      }),
    );
  });
});
