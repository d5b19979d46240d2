import { putManifest } from '../../memory/put-manifest.js';
import { aManifest, aPoster, aSeries } from '../../builders.js';
import { httpHarness } from './harness.js';

interface Listed {
  ID: string;
  Kind: string;
  Height: number;
  Index: number;
}

const SIZES = [aPoster(), aSeries(), aSeries({ prefix: 's', width: 320, height: 180 })];

async function someVideo(series = SIZES) {
  const harness = httpHarness();
  await putManifest(harness.store, aManifest({ series }));
  const asked = async (query: string) => {
    const { status, json, headers } = await harness.list('video-1', { query });
    return { status, headers, items: json as Listed[] };
  };
  const told = async (query: string) =>
    (await asked(query)).items.map(({ Kind, Height, Index }) => `${Kind} ${Height} ${Index}`);
  return { ...harness, asked, told };
}

describe('GET /api/Videos/{id}/Thumbnails with filters', () => {
  it.each([
    ['kind=poster', ['Poster 360 0']],
    ['kind=POSTER,%20sprite', ['Poster 360 0']],
    ['kind=Poster%2CSprite', ['Poster 360 0']],
    ['kind=Thumbnail&height=200&at=12', ['Thumbnail 360 3']],
    ['height=1&at=12.5', ['Thumbnail 180 3']],
    ['at=12.501', ['Thumbnail 360 4', 'Thumbnail 180 4']],
    ['minHeight=361', []],
    ['maxHeight=180&at=12', ['Thumbnail 180 3']],
    ['minHeight=200&from=40&to=45.001', ['Thumbnail 360 9', 'Thumbnail 360 10']],
    ['kind=Thumbnail&from=44.9999&limit=1', ['Thumbnail 360 10']],
  ])('and ?%s answers exactly the matching images', async (query, told) => {
    const video = await someVideo();
    expect(await video.told(query)).toEqual(told);
    expect(video.state.signed).toBe(told.length);
  });

  it('answers an empty array that may be cached where nothing matches', async () => {
    const { asked } = await someVideo();
    const { status, items, headers } = await asked('kind=Sprite');
    expect([status, items]).toEqual([200, []]);
    expect(headers).toHaveProperty('ETag');
    expect(headers).not.toHaveProperty('Retry-After');
  });

  it('signs one image of 100,000 when one is asked for', async () => {
    const { told, state } = await someVideo([
      aSeries({ ranges: [[1, 100_000]], timing: { startMs: 0, stepMs: 1000 } }),
    ]);
    expect(await told('at=61234.4')).toEqual(['Thumbnail 360 61235']);
    expect(state.signed).toBe(1);
  });

  it('has a tag for each question, and the same tag for each spelling of it', async () => {
    const { asked } = await someVideo();
    const tagOf = async (query: string) => (await asked(query)).headers['ETag'];
    const tags = await Promise.all(
      ['', 'height=180', 'minHeight=180', 'maxHeight=180', 'from=1', 'to=1', 'at=1', 'limit=7'].map(tagOf),
    );
    expect(new Set(tags).size).toBe(tags.length);
    expect(await tagOf('kind=thumbnail,POSTER&at=1.50&unknown=1')).toBe(await tagOf('at=1.5&kind=Poster,Thumbnail'));
  });

  it('repeats all filters in the link to the next page', async () => {
    const { asked } = await someVideo();
    let query: string | undefined = 'kind=Thumbnail&height=180&from=5.5&ttl=1800&urls=sas&code=SECRET&limit=3';
    const indexes: number[] = [];
    while (query !== undefined) {
      const { items, headers } = await asked(query);
      indexes.push(...items.map(({ Index }) => Index));
      query = /^<\?(.*)>; rel="next"$/.exec(headers['Link'] ?? '')?.[1];
      if (query !== undefined) {
        expect(query).toMatch(/^kind=Thumbnail&height=180&from=5.5&urls=sas&ttl=1800&limit=3&continuation=[\w-]{30}$/);
      }
    }
    expect(indexes).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('refuses the continuation of another question, and names it', async () => {
    const { asked, list } = await someVideo();
    const link = (await asked('height=180&limit=3')).headers['Link'] ?? '';
    const continuation = /continuation=([\w-]+)/.exec(link)?.[1] ?? '';
    expect(continuation).not.toBe('');
    for (const other of ['height=181&limit=3', 'limit=3', 'height=180&limit=3&kind=Thumbnail', 'height=180&limit=4']) {
      const { status, json } = await list('video-1', { query: `${other}&continuation=${continuation}` });
      expect(status).toBe(400);
      expect(json).toMatchObject({
        type: 'urn:stillframe:problem:bad-request',
        errors: [{ name: 'continuation', reason: expect.stringContaining('begin again') as string }],
      });
    }
    expect((await asked(`height=180&limit=3&continuation=${continuation}`)).status).toBe(200);
  });

  it('gives URLs a longer life on request, in steps that many callers share', async () => {
    const { asked } = await someVideo();
    const endOf = async (query: string) => Date.parse((await asked(query)).headers['X-Url-Expires'] ?? '');
    const first = await endOf('');
    const minutesOf = async (query: string) => ((await endOf(query)) - first) / 60_000;
    // Whole minimum lives of 20 minutes, up to the longest.
    expect(await Promise.all(['', 'ttl=1', 'ttl=1200'].map(minutesOf))).toEqual([0, 0, 0]);
    expect(await Promise.all(['ttl=1201', 'ttl=2400'].map(minutesOf))).toEqual([20, 20]);
    expect(await Promise.all(['ttl=3601', `ttl=${'9'.repeat(400)}`].map(minutesOf))).toEqual([40, 40]);
  });

  it('logs the known parameters and no others', async () => {
    const { told, logged } = await someVideo();
    await told('at=7&kind=thumbnail&code=SECRET');
    expect(logged.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { event: 'thumbnails-listed', query: 'kind=Thumbnail&at=7&limit=5000', images: 2, signed: 2 },
    ]);
    expect(logged.join()).not.toContain('SECRET');
  });
});
