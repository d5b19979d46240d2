import { putManifest } from '../../memory/put-manifest.js';
import { aLocation, aManifest, anOutputState, aPoster, aSeries, minutesAfter, NOW } from '../../builders.js';
import { untimed } from '../domain/any-manifests.js';
import { httpHarness } from './harness.js';

async function someVideo(series = [aPoster(), aSeries()]) {
  const harness = httpHarness();
  await putManifest(harness.store, aManifest({ series, durationMs: 50_000 }));
  const items = (await harness.list('video-1')).json as { ID: string; Url: string }[];
  harness.state.signed = 0;
  harness.logged.length = 0;
  return { ...harness, items };
}
const typeOf = ({ json }: { json: unknown }) => (json as { type: string }).type.split(':').at(-1);

describe('GET /api/Videos/{id}/Thumbnails/{ID}.jpg', () => {
  it('redirects to the image, with one signature, and is cached for the life of the signature less a minute', async () => {
    const { one, items, state, wait } = await someVideo();
    const [, , third] = items;
    const { status, headers, body } = await one('video-1', `${third?.ID ?? ''}.jpg`);
    expect([status, body, state.signed]).toEqual([302, '', 1]);
    expect(headers['Location']).toContain('/Thumbnail000002.jpg?');
    const leftOf = (end: string, minutes: number) => (Date.parse(end) - minutesAfter(minutes, NOW).getTime()) / 1000;
    const end = headers['X-Url-Expires'] ?? '';
    expect(headers['Cache-Control']).toBe(`private, max-age=${leftOf(end, 0) - 60}`);
    expect(leftOf(end, 0)).toBeGreaterThan(20 * 60);
    wait(1.005);
    const later = (await one('video-1', `${third?.ID ?? ''}.jpg`)).headers;
    const seconds = Math.floor(leftOf(later['X-Url-Expires'] ?? '', 1.005)) - 60;
    expect(later['Cache-Control']).toBe(`private, max-age=${seconds}`);
  });

  it('redirects to a URL with a longer life on request', async () => {
    const { one, items } = await someVideo();
    const endOf = async (query: string) =>
      Date.parse((await one('video-1', `${items[0]?.ID ?? ''}.jpg`, { query })).headers['X-Url-Expires'] ?? '');
    expect((await endOf('ttl=3600')) - (await endOf(''))).toBe(40 * 60_000);
  });

  it('answers 404 for another extension, another id, or none', async () => {
    const { one, items, state } = await someVideo();
    const id = items[0]?.ID ?? '';
    for (const name of [
      `${id}.png`,
      `${id}.jpeg`,
      `${id}.JPG`,
      `${id}.`,
      `${id}.jpg.jpg`,
      '.jpg',
      'x.jpg',
      `${id}.jpg/..`,
    ]) {
      const answered = await one('video-1', name);
      expect([name, answered.status, typeOf(answered)]).toEqual([name, 404, 'thumbnail-not-found']);
    }
    expect(typeOf(await one('stranger', `${id}.jpg`))).toBe('video-not-found');
    expect(state.signed).toBe(0);
  });

  it('serves a PNG under its own extension', async () => {
    const { one, items } = await someVideo([aPoster({ prefix: 'Poster.png', contentType: 'image/png' })]);
    expect((await one('video-1', `${items[0]?.ID ?? ''}.png`)).status).toBe(302);
    expect((await one('video-1', `${items[0]?.ID ?? ''}.jpg`)).status).toBe(404);
  });

  it('logs which image it was, and never a URL', async () => {
    const { one, items, logged } = await someVideo();
    await one('video-1', `${items[0]?.ID ?? ''}.jpg`);
    await one('video-1', `${'x'.repeat(2000)}.jpg`);
    expect(logged.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { event: 'thumbnail-answered', outcome: 'shown', thumbnailId: items[0]?.ID },
      { event: 'thumbnail-answered', outcome: 'unknown', thumbnailId: 'x'.repeat(100) },
    ]);
    expect(logged.join()).not.toContain('http');
  });
});

describe('GET /api/Videos/{id}/Thumbnail.jpg', () => {
  it('redirects to the poster, in any requested size, or to the image nearest to a moment', async () => {
    const { standing, state } = await someVideo();
    const pathOf = async (query: string) => {
      const { status, headers } = await standing('video-1', { query });
      return [status, new URL(headers['Location'] ?? '').pathname];
    };
    expect(await pathOf('')).toEqual([302, '/Poster.jpg']);
    expect(await pathOf('height=100000')).toEqual([302, '/Poster.jpg']);
    expect(await pathOf('at=12.5&height=7')).toEqual([302, '/Thumbnail000003.jpg']);
    expect(state.signed).toBe(3);
  });

  it('says why there is none', async () => {
    const { standing, store } = httpHarness();
    await store.putOutputState('at-work', anOutputState(), undefined);
    await store.putOutputState('broken', anOutputState({ state: 'Error' }), undefined);
    for (const [videoId, series] of [
      ['empty', []],
      ['sprite', [aSeries({ kind: 'Sprite' })]],
      ['untimed', [untimed(aSeries())]],
    ] as const) {
      await putManifest(store, aManifest({ videoId, location: aLocation({ container: `asset-${videoId}` }), series }));
    }
    const said = async (id: string, query = '') => {
      const answered = await standing(id, { query });
      return [answered.status, typeOf(answered), answered.headers['Cache-Control'], answered.headers['Retry-After']];
    };
    expect(await said('at-work')).toEqual([404, 'pending', 'no-store', '10']);
    expect(await said('broken')).toEqual([404, 'failed', 'no-store', undefined]);
    expect(await said('empty', 'at=1')).toEqual([404, 'no-thumbnails', 'no-store', undefined]);
    expect(await said('sprite')).toEqual([404, 'no-thumbnails', 'no-store', undefined]);
    expect(await said('untimed', 'at=1')).toEqual([404, 'no-timeline', 'no-store', undefined]);
    expect((await standing('untimed')).status).toBe(302);
    expect(await said('stranger')).toEqual([404, 'video-not-found', 'no-store', undefined]);
  });

  it('names every invalid value', async () => {
    const { json } = await httpHarness().standing('x'.repeat(513), { query: 'height=0&at=-1&ttl=x&kind=unknown' });
    expect((json as { errors: { name: string }[] }).errors.map(({ name }) => name)).toEqual([
      'id',
      'height',
      'at',
      'ttl',
    ]);
  });
});
