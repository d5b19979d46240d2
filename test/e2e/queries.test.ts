import { imageSize } from 'image-size';
import { waitForThumbnails } from '../../local/ask-api.js';
import { encodeVideo } from '../../local/encode-video.js';
import type { Thumbnail } from './app.js';
import { cleanUpAfterwards } from './clean-up.js';
import { makeClip } from './clips.js';
import { askRaw } from './raw-request.js';
import { startEncodingApp } from './encoding-app.js';

jest.setTimeout(90_000);

/** An id that no path can hold: the platform refuses a slash there. */
const SLASHED = 'show/1, part 2';
const later = cleanUpAfterwards();
let port: number;

beforeAll(async () => {
  const stack = await startEncodingApp(later);
  const file = await makeClip(stack.folder, 'clip.mp4', { size: '320x180', rate: '25', seconds: 10 });
  const quietly = { uploading: () => undefined, encoding: () => undefined };
  const wish = { file, videoId: 'clip', everyMs: 1000, heights: [90, 180], spriteColumns: 3 };
  await encodeVideo(stack.encoderUrl, wish, quietly);
  await encodeVideo(
    stack.encoderUrl,
    { file, videoId: SLASHED, everyMs: 5000, heights: [90], spriteColumns: undefined },
    quietly,
  );
  await waitForThumbnails(stack, 'clip', 30_000);
  port = Number(new URL(stack.apiUrl).port);
});

const ask = (path: string) => askRaw(port, 'GET', `/api/${path}`);

async function json(path: string): Promise<unknown> {
  const { status, body } = await ask(path);
  const answer = JSON.parse(body.toString()) as unknown;
  if (status !== 200) throw new Error(`${status}: ${JSON.stringify(answer)}`);
  return answer;
}

const list = async (query: string) => (await json(`Videos/clip/Thumbnails?${query}`)) as Thumbnail[];
const inShort = (images: readonly Thumbnail[]) => images.map(({ Kind, Height, Time }) => `${Kind} ${Height} ${Time}`);

async function imageBehind(url: string) {
  const response = await fetch(url);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  return imageSize(Buffer.from(await response.arrayBuffer()));
}

describe('a query for an encoded video', () => {
  it('returns the series of the best matching height, the requested time range, or the nearest image', async () => {
    expect(inShort(await list('kind=thumbnail&height=100&from=2&to=4'))).toEqual([
      'Thumbnail 180 2',
      'Thumbnail 180 3',
    ]);
    expect(inShort(await list('kind=Thumbnail&height=1000&at=4.4'))).toEqual(['Thumbnail 180 4']);
    expect(inShort(await list('kind=Thumbnail&at=6.6'))).toEqual(['Thumbnail 180 7', 'Thumbnail 90 7']);
    const [nearest] = await list('kind=Thumbnail&height=90&at=9999');
    expect(nearest && (await imageBehind(nearest.Url))).toMatchObject({ width: 160, height: 90 });
  });

  it('gets one 400 answer that lists every invalid parameter', async () => {
    const { status, body } = await ask('Videos/clip/Thumbnails?kind=Face&height=0&at=x&ttl=0&urls=all&other=1');
    const { errors } = JSON.parse(body.toString()) as { errors: { name: string }[] };
    expect([status, errors.map(({ name }) => name).sort()]).toEqual([400, ['at', 'height', 'kind', 'ttl', 'urls']]);
  });

  it('returns pages that together equal the full list', async () => {
    const whole = await list('kind=Thumbnail');
    const pages: Thumbnail[] = [];
    let query: string | undefined = '?kind=Thumbnail&limit=7';
    while (query !== undefined) {
      const { headers, body } = await ask(`Videos/clip/Thumbnails${query}`);
      pages.push(...(JSON.parse(body.toString()) as Thumbnail[]));
      query = /<(\?.*)>/.exec(String(headers['link']))?.[1];
    }
    expect(pages).toEqual(whole);
    expect(pages).toHaveLength(20);
  });

  it('returns all details when expand=details is set', async () => {
    const [one] = (await list('kind=Thumbnail&height=90&at=3&expand=details')) as unknown as Record<string, unknown>[];
    expect(one).toMatchObject({ TimeMs: 3000, ContentType: 'image/jpeg' });
    expect(Date.parse(String(one?.['UrlExpires']))).toBeGreaterThan(Date.now());
  });
});

describe('the URL of an image', () => {
  it('redirects to that image, and returns 404 with another extension', async () => {
    const [one] = await list('kind=Thumbnail&height=180&at=5');
    const { status, headers } = await ask(`Videos/clip/Thumbnails/${one?.ID ?? ''}.jpg`);
    expect([status, headers.location]).toEqual([302, one?.Url]);
    expect((await ask(`Videos/clip/Thumbnails/${one?.ID ?? ''}.png`)).status).toBe(404);
  });

  it('redirects to the poster, or to the image at a requested time, in an available size', async () => {
    const sizes = await Promise.all(
      ['', '?height=20', '?height=90&at=4', '?height=4000'].map(async (query) => {
        const { status, headers } = await ask(`Videos/clip/Thumbnail.jpg${query}`);
        expect([status, headers['cache-control']]).toEqual([302, expect.stringMatching(/^private, max-age=\d+$/)]);
        return (await imageBehind(headers.location ?? '')).height;
      }),
    );
    // There is one poster, in one size; a moment may be had in another.
    expect(sizes).toEqual([180, 180, 90, 180]);
  });
});

describe('a batch query', () => {
  it('returns one result per requested id, in order, with repeated ids and ids that no path can contain', async () => {
    const ids = ['clip', 'nobody', SLASHED, 'clip'].map(encodeURIComponent).join(',');
    const { Results } = (await json(`Thumbnails?videoIds=${ids}&kind=Thumbnail&height=90&at=5`)) as {
      Results: { VideoId: string; Status: string; Thumbnails: Thumbnail[] }[];
    };
    expect(Results.map(({ VideoId, Status, Thumbnails }) => [VideoId, Status, ...inShort(Thumbnails)])).toEqual([
      ['clip', 'found', 'Thumbnail 90 5'],
      ['nobody', 'unknown'],
      [SLASHED, 'found', 'Thumbnail 90 5'],
      ['clip', 'found', 'Thumbnail 90 5'],
    ]);
    expect(await imageBehind(Results[2]?.Thumbnails[0]?.Url ?? '')).toMatchObject({ height: 90 });
  });

  it('accepts at most 100 video ids and at least one', async () => {
    expect((await ask(`Thumbnails?videoIds=${Array.from({ length: 101 }, (_, i) => `v${i}`).join(',')}`)).status).toBe(
      400,
    );
    expect((await ask('Thumbnails')).status).toBe(400);
  });
});
