import { putManifest } from '../../memory/put-manifest.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { Failure } from '../../../src/application/failure.js';
import { noopPublisher } from '../../../src/application/publishing/ports.js';
import { createDeleteVideo } from '../../../src/application/recording/delete-video.js';
import type { ImageReader } from '../../../src/application/reading/ports.js';
import type { SigningPorts } from '../../../src/application/reading/image-urls.js';
import { createPermalinks } from '../../../src/application/links/permalinks.js';
import { resolvePermalink } from '../../../src/functions/resolve-permalink.js';
import { handlerOf } from '../../../src/http/http-function.js';
import { proxyImage, type ImageRequest } from '../../../src/http/image-delivery.js';
import { memoryApp } from '../../memory/memory-app.js';
import { getLinks, type LinksResource } from '../../../src/functions/get-links.js';
import { aManifest, anOutputState, aPoster, aSeries, minutesAfter, NOW } from '../../builders.js';
import { ask } from './harness.js';

const publicUrl = 'https://m.example';
const links = createPermalinks({ publicUrl, keys: [{ id: 'k', secret: 's'.repeat(32) }], days: 30 });

/** The functions of permalinks over a store in memory; with `reader` they bring the images themselves. */
function someRooms({ reader, isOff = false }: { reader?: ImageReader; isOff?: boolean } = {}) {
  const state = { now: NOW, keys: 0 };
  const store = createMemoryStore();
  const clock = () => state.now;
  const app = memoryApp({
    ...{ store, clock, imageOrigins: ['https://contosomedia.example'] },
    ...(reader && { imageReader: reader }),
    signer: {
      forWindow: (account, { expires }) => {
        state.keys += 1;
        const sign = ({ blobName }: { blobName: string }) =>
          `https://${account}.example/${blobName}?se=${expires.toISOString()}&sig=SAS`;
        return Promise.resolve({ keyTag: 'key', sign });
      },
    },
    settings: {
      PUBLIC_URL: publicUrl,
      LINK_DAYS: '30',
      IMAGE_DELIVERY: reader === undefined ? 'redirect' : 'proxy',
      ...(!isOff && { LINK_KEYS: `k:${'s'.repeat(32)}` }),
    },
  });
  const rooms = { getLinks: handlerOf(getLinks, app), resolvePermalink: handlerOf(resolvePermalink, app) };
  const logged: string[] = [];
  const follow = (url: string, asking: { query?: string; headers?: Record<string, string> } = {}) => {
    const [token = '', name = ''] = url.split('/').slice(-2);
    return ask(rooms.resolvePermalink, { token, name }, asking, logged);
  };
  const get = (query = '', headers = {}) => ask(rooms.getLinks, { id: 'video-1' }, { query, headers }, logged);
  const linksOf = async (query = '') => (await get(query)).json as Record<keyof LinksResource, string>;
  return {
    state,
    store,
    follow,
    get,
    linksOf,
    logged,
    deleteVideo: createDeleteVideo({ store, clock, startPublishing: () => noopPublisher }),
  };
}

async function someVideo(options: Parameters<typeof someRooms>[0] = {}) {
  const rooms = someRooms(options);
  await putManifest(rooms.store, aManifest({ series: [aPoster(), aSeries()], recordedAt: NOW }));
  return rooms;
}

describe('GET /api/Videos/{id}/Links', () => {
  it('answers a permalink for each image and page of the video', async () => {
    const { get, state } = await someVideo();
    const { status, json, headers } = await get('height=360&at=12');
    const link = (name: string) =>
      expect.stringMatching(new RegExp(`^https://m\\.example/api/Links/[^/]+/${name}$`)) as string;
    expect([status, json]).toEqual([
      200,
      {
        VideoId: 'video-1',
        Expires: links.forVideo({ id: 'video-1' }, NOW).expires.toISOString(),
        Poster: link('Thumbnail\\.jpg'),
        Image: link('[0-9a-f]{10}-[0-9a-f]{8}-3\\.jpg'),
        WebVtt: link('Thumbnails\\.vtt'),
        Storyboard: link('Storyboard\\.json'),
        Playlist: link('Thumbnails\\.m3u8'),
        ContactSheet: expect.stringMatching(/\/ContactSheet$/) as string,
      },
    ]);
    expect(headers).toMatchObject({ 'Cache-Control': 'private, no-cache', 'Content-Type': 'application/json' });
    expect(state.keys).toBe(0);
  });

  it('answers null for what the video does not have', async () => {
    const { store, linksOf } = someRooms();
    await putManifest(store, aManifest({ series: [aPoster()] }));
    const none = { WebVtt: null, Storyboard: null, Playlist: null };
    expect(await linksOf()).toMatchObject({ ...none, Poster: expect.any(String) as string });
    expect(await linksOf('at=1')).toMatchObject({ ...none, Poster: null, Image: null });
  });

  it('answers 304 to the same question with its tag, and other permalinks to another question', async () => {
    const { get, linksOf } = await someVideo();
    const { headers } = await get('height=360');
    const held = { 'If-None-Match': headers['ETag'] ?? '' };
    expect((await get('height=360', held)).status).toBe(304);
    expect((await get('height=720', held)).status).toBe(200);
    expect((await linksOf('height=360')).Poster).not.toBe((await linksOf('height=720')).Poster);
    expect((await linksOf('at=1')).Poster).not.toBe((await linksOf('at=12')).Poster);
    expect((await linksOf('kind=Thumbnail')).WebVtt).not.toBe((await linksOf('kind=Sprite,Thumbnail')).WebVtt);
    expect((await linksOf('height=0360')).Poster).toBe((await linksOf('height=360')).Poster);
  });

  it('distinguishes unknown videos from pending ones, and invalid values from valid ones', async () => {
    const { get, store } = someRooms();
    expect(await get()).toMatchObject({ status: 404, json: { type: 'urn:stillframe:problem:video-not-found' } });
    await store.putOutputState('video-1', anOutputState(), undefined);
    expect(await get()).toMatchObject({ status: 200, headers: { 'Retry-After': '10' }, json: { Poster: null } });
    expect(await get('height=x&at=y&kind=z')).toMatchObject({ status: 400, json: { errors: [{}, {}, {}] } });
  });

  it('names the missing setting where permalinks are disabled', async () => {
    const { get, follow } = await someVideo({ isOff: true });
    const { status, json } = await get();
    expect([status, json]).toMatchObject([400, { type: 'urn:stillframe:problem:links-off' }]);
    expect((json as { detail: string }).detail).toContain('LINK_KEYS');
    const { linksOf } = await someVideo();
    expect((await follow((await linksOf()).Poster)).status).toBe(404);
  });
});

describe('GET /api/Links/{token}/{name}', () => {
  it('redirects to the image, and neither the redirect nor its target outlives the permalink', async () => {
    const { follow, linksOf, state } = await someVideo();
    const { Poster, Image, Expires } = await linksOf();
    for (const url of [Poster, Image]) {
      state.now = NOW;
      const { status, headers } = await follow(url);
      expect([status, headers['Location']]).toEqual([302, expect.stringContaining('/Poster.jpg?')]);
      const signedUntil = new Date(new URL(headers['Location'] ?? '').searchParams.get('se') ?? '');
      const maxAge = Number(/^private, max-age=(\d+)$/.exec(headers['Cache-Control'] ?? '')?.[1]);
      expect(maxAge).toBeGreaterThan(0);
      expect(NOW.getTime() + maxAge * 1000).toBeLessThan(signedUntil.getTime());

      state.now = new Date(new Date(Expires).getTime() - 30_000);
      const last = await follow(url);
      expect(new URL(last.headers['Location'] ?? '').searchParams.get('se')).toBe(Expires);
      expect(last.headers['Cache-Control']).toBe('private, max-age=0');
      state.now = new Date(Expires);
      expect((await follow(url)).status).toBe(404);
    }
  });

  it('chooses the poster anew for each request', async () => {
    const { follow, linksOf, store } = await someVideo();
    const { Poster } = await linksOf('height=720');
    const location = { ...aManifest().location, container: 'asset-2' };
    const larger = aPoster({ prefix: 'Large.jpg', width: 1280, height: 720 });
    await putManifest(store, aManifest({ location, series: [larger] }));
    expect((await follow(Poster)).headers['Location']).toContain('/Large.jpg?');
  });

  it('says why a video has no poster to a caller with a permalink to it', async () => {
    const { follow, store } = someRooms();
    await putManifest(store, aManifest({ series: [] }));
    const url = links.forVideo({ id: 'video-1' }, NOW).linkTo('poster')('Thumbnail.jpg');
    expect(await follow(url)).toMatchObject({ status: 404, json: { type: 'urn:stillframe:problem:no-thumbnails' } });
  });

  it('refuses everything else with the same answer, and logs the reason without the token', async () => {
    const { follow, linksOf, store, state, logged, deleteVideo } = await someVideo();
    await putManifest(
      store,
      aManifest({ videoId: 'video-2', location: { ...aManifest().location, container: 'asset-2' } }),
    );
    const { Image, Poster, WebVtt } = await linksOf();
    const image = Image.split('/').at(-1) ?? '';
    const under = (url: string, name: string): string => url.replace(/[^/]+$/, name);
    const other = links.forVideo({ id: 'video-2' }, NOW).linkTo('image', image.split('.')[0])(image);
    const stranger = links.forVideo({ id: 'stranger' }, NOW).linkTo('page')('Thumbnail.jpg');
    const foreign = createPermalinks({ publicUrl, keys: [{ id: 'k', secret: 'f'.repeat(32) }], days: 30 });
    logged.length = 0;
    const refused = [
      ['malformed', await follow(Image.replace(/.\/[^/]+$/, `/${image}`))],
      ['malformed', await follow('//')],
      ['malformed', await follow(`x/${'A'.repeat(9000)}/${image}`)],
      ['invalid-signature', await follow(Image.replace('/Links/', '/Links/A'))],
      ['invalid-signature', await follow(foreign.forVideo({ id: 'video-1' }, NOW).linkTo('page')('Thumbnail.jpg'))],
      ['out-of-scope', await follow(under(Image, 'Thumbnail.jpg'))],
      ['out-of-scope', await follow(under(Image, 'Thumbnails.vtt'))],
      ['out-of-scope', await follow(under(Image, image.replace('.jpg', '.png')))],
      ['out-of-scope', await follow(under(Poster, image))],
      ['out-of-scope', await follow(under(WebVtt, 'Thumbnail.jpg'))],
      ['out-of-scope', await follow(under(WebVtt, image))],
      ['out-of-scope', await follow(under(WebVtt, 'ContactSheet'))],
      ['out-of-scope', await follow(other)],
      ['unknown-video', await follow(stranger)],
    ] as const;
    await deleteVideo('video-1', () => undefined);
    const unknown = await follow(Image);
    await putManifest(store, aManifest({ series: [aPoster()], recordedAt: minutesAfter(1) }));
    state.now = minutesAfter(2);
    const deleted = await follow(Image);
    expect((await follow((await linksOf()).Image)).status).toBe(302);
    state.now = minutesAfter(40 * 24 * 60);
    const expired = await follow(Image);

    const all = [...refused, ['unknown-video', unknown], ['deleted', deleted], ['expired', expired]] as const;
    for (const [, answered] of all) expect(answered).toEqual(unknown);
    expect(unknown).toMatchObject({ status: 404, json: { type: 'urn:stillframe:problem:link-not-found' } });
    const lines = logged.map((line) => JSON.parse(line) as Record<string, string>);
    const reasons = lines.filter(({ event }) => event === 'link-refused').map(({ reason }) => reason);
    expect(reasons).toEqual(all.map(([reason]) => reason));
    const tokens = [Image, Poster, WebVtt, other, stranger].flatMap((url) => url.split('/').at(-2)?.split('.') ?? []);
    for (const part of [...tokens, 'sig=']) expect(logged.join('\n')).not.toContain(part);
  });

  it('answers a storyboard whose images are signed, or are below the same permalink', async () => {
    const { follow, linksOf, state } = await someVideo();
    const { WebVtt, Expires } = await linksOf();
    const linesOf = async (query: string) =>
      (await follow(WebVtt, { query })).body.split('\n').filter((line) => line.includes('#xywh='));
    expect((await linesOf(''))[0]).toMatch(
      /^https:\/\/contosomedia\.example\/Thumbnail000001\.jpg\?.*#xywh=0,0,640,360$/,
    );
    const root = WebVtt.replace('Thumbnails.vtt', '');
    const [whole] = await linesOf('urls=permalink');
    const [name] = await linesOf('urls=relative');
    expect(whole).toBe(`${root}${name ?? ''}`);
    expect(name).toMatch(/^[0-9a-f]{10}-[0-9a-f]{8}-1\.jpg#xywh=0,0,640,360$/);
    expect((await follow(whole?.split('#')[0] ?? '')).headers['Location']).toContain('/Thumbnail000001.jpg?');
    expect((await follow(WebVtt, { query: 'urls=other' })).status).toBe(400);
    const tags = await Promise.all(
      ['', 'urls=permalink', 'urls=relative'].map(async (query) => (await follow(WebVtt, { query })).headers['ETag']),
    );
    expect(new Set(tags).size).toBe(3);
    state.now = new Date(new Date(Expires).getTime() - 30_000);
    expect((await linesOf(''))[0]).toContain(`se=${Expires}`);
  });
});

describe('a permalink that proxies the image', () => {
  const ETAG = '"0x8D"';
  const bytes = new Uint8Array([1, 2, 3]);
  const brings = (read: ImageReader['read']) => someVideo({ reader: { read } });
  const release = jest.fn();
  const whole = (held?: string) =>
    Promise.resolve(held === ETAG ? ('not-modified' as const) : { bytes, etag: ETAG, release });

  it('answers with its type, tag and cache time, and needs no key', async () => {
    const { follow, linksOf, state } = await brings((_, held) => whole(held));
    const { Image, WebVtt } = await linksOf();
    const { status, headers } = await follow(Image);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      ...{ 'Content-Type': 'image/jpeg', 'Content-Disposition': 'inline', 'Content-Length': '3', ETag: ETAG },
      ...{ 'Cache-Control': 'private, max-age=1140', 'X-Content-Type-Options': 'nosniff' },
    });
    expect((await follow(WebVtt)).body).toContain('https://m.example/api/Links/');
    expect(state.keys).toBe(0);
  });

  it.each([ETAG, `W/${ETAG}`, `"other", ${ETAG}`, '*'])('answers 304 to a caller that has %s', async (held) => {
    const { follow, linksOf } = await brings((_, tag) => whole(tag));
    const { status, headers, body } = await follow((await linksOf()).Image, { headers: { 'If-None-Match': held } });
    expect([status, body, headers['ETag'], headers['Cache-Control']]).toEqual([304, '', ETAG, 'private, max-age=1140']);
  });

  it('is not cached beyond the end of the permalink', async () => {
    const { follow, linksOf, state } = await brings(() => whole());
    const { Image, Expires } = await linksOf();
    state.now = new Date(new Date(Expires).getTime() - 90_000);
    expect((await follow(Image)).headers['Cache-Control']).toBe('private, max-age=30');
    state.now = new Date(new Date(Expires).getTime() - 30_000);
    expect((await follow(Image)).headers['Cache-Control']).toBe('private, max-age=0');
  });

  it.each([
    ['gone' as const, 404, 'image-gone'],
    ['too-large' as const, 502, 'image-too-large'],
    ['busy' as const, 503, 'too-many-images'],
  ])('answers a problem when the image is %s', async (read, status, name) => {
    const { follow, linksOf } = await brings(() => Promise.resolve(read));
    const answered = await follow((await linksOf()).Image);
    expect(answered).toMatchObject({ status, json: { type: `urn:stillframe:problem:${name}` } });
    expect(answered.headers['Cache-Control']).toBe('no-store');
    expect(answered.headers['Retry-After']).toBe(status === 503 ? '10' : undefined);
  });

  it('answers 503 when storage does not answer', async () => {
    const { follow, linksOf } = await brings(() => Promise.reject(new Failure('unavailable', 'storage is down')));
    expect((await follow((await linksOf()).Image)).status).toBe(503);
  });

  it('releases its bytes when the host has read or dropped them, and when the caller has them already', async () => {
    const released = () => release.mock.calls.length;
    release.mockClear();
    const image = { video: { id: 'v' }, image: { contentType: 'image/jpeg' }, life: {} } as ImageRequest;
    const signing = { clock: () => NOW, policy: { minimumLifeMs: 1000 } } as SigningPorts;
    const deliver = proxyImage({ read: () => whole() }, signing);
    const bodyFor = async (headers: Record<string, string>) =>
      (await deliver(image, { headers: new Headers(headers) })).body as ReadableStream<Uint8Array>;
    const read = await bodyFor({});
    expect(released()).toBe(0);
    expect(new Uint8Array(await new Response(read).arrayBuffer())).toEqual(bytes);
    expect(released()).toBe(1);
    await (await bodyFor({})).cancel();
    expect(released()).toBe(2);
    await bodyFor({ 'if-none-match': '*' });
    expect(released()).toBe(3);
  });

  it('is never rendered as anything but an image', async () => {
    const { follow, store } = someRooms({ reader: { read: () => whole() } });
    await putManifest(store, aManifest({ series: [aPoster({ contentType: 'text/html' })] }));
    const url = links.forVideo({ id: 'video-1' }, NOW).linkTo('poster')('Thumbnail.jpg');
    expect((await follow(url)).headers['Content-Type']).toBe('application/octet-stream');
  });
});
