import { imageSize } from 'image-size';
import { Parser } from 'm3u8-parser';
import { waitForThumbnails } from '../../local/ask-api.js';
import { encodeVideo } from '../../local/encode-video.js';
import { parseTiles } from '../steps.js';
import { askApi } from './app.js';
import { cleanUpAfterwards } from './clean-up.js';
import { makeClip } from './clips.js';
import { startEncodingApp } from './encoding-app.js';

jest.setTimeout(90_000);

/** What players and CSS stumble over, as the name of a real file. */
const NAME = `L'été (1) #2 & "3".mp4`;
const SECONDS = 7.4;
const later = cleanUpAfterwards();
let videoUrl: string;

beforeAll(async () => {
  const stack = await startEncodingApp(later);
  const file = await makeClip(stack.folder, NAME, { size: '320x180', rate: '25', seconds: SECONDS });
  const wish = { file, videoId: 'scrubbed', everyMs: 1000, heights: [90], spriteColumns: 3 };
  await encodeVideo(stack.encoderUrl, wish, { uploading: () => undefined, encoding: () => undefined });
  await waitForThumbnails(stack, 'scrubbed', 30_000);
  videoUrl = `${stack.apiUrl}/api/Videos/scrubbed`;
});

const get = (path: string, headers: Record<string, string> = {}) => askApi('GET', `${videoUrl}/${path}`, headers);

/** The addresses of a WebVTT with the part that each shows, once they are found to hold nothing that breaks a player. */
async function cuesOf(query: string) {
  const text = await (await get(`Thumbnails.vtt${query}`)).text();
  const addresses = text.split('\n').filter((line) => line.startsWith('http'));
  expect(addresses.filter((address) => /[ ()'"]|#(?!xywh=\d+,\d+,\d+,\d+$)/.test(address))).toEqual([]);
  return { text, addresses, tiles: parseTiles(text) };
}

/** Fetches what the address leads to, and says how large it is. */
async function sizeBehind(address: string) {
  const response = await fetch(address.replace(/#.*/, ''));
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  const { width, height } = imageSize(Buffer.from(await response.arrayBuffer()));
  return { width, height };
}

describe('the storyboard of an encoded video', () => {
  it('uses the sprite: one tile a second until the end, on a sheet that can be fetched', async () => {
    const { addresses, tiles } = await cuesOf('');
    expect(tiles.map(({ startMs, endMs }) => [startMs, endMs])).toEqual(
      Array.from({ length: 8 }, (_, i) => [i * 1000, i === 7 ? SECONDS * 1000 : (i + 1) * 1000]),
    );
    expect(new Set(addresses.map((address) => address.replace(/#.*/, ''))).size).toBe(1);
    const sheet = await sizeBehind(addresses[0] ?? '');
    expect(Math.max(...tiles.map(({ x, width }) => x + width))).toBe(sheet.width);
    expect(Math.max(...tiles.map(({ y, height }) => y + height))).toBe(sheet.height);
  });

  it('uses whole images for kind=Thumbnail, and each can be fetched', async () => {
    const { addresses, tiles } = await cuesOf('?kind=Thumbnail');
    expect(new Set(addresses).size).toBe(8);
    const sizes = await Promise.all(addresses.map(sizeBehind));
    expect(sizes).toEqual(tiles.map(({ width, height }) => ({ width, height })));
    expect(tiles.at(-1)?.endMs).toBe(SECONDS * 1000);
  });

  it('has the same content in every format', async () => {
    const { addresses, tiles } = await cuesOf('');
    const json = await get('Storyboard.json');
    expect(json.headers.get('content-type')).toBe('application/json');
    const cues = (await json.json()) as { startTime: number; text: string }[];
    expect(cues.map(({ text }) => text)).toEqual(addresses);
    const sheet = await get('Storyboard.json?format=storyboard');
    expect(await sheet.json()).toEqual({
      url: addresses[0]?.replace(/#.*/, ''),
      tile_width: tiles[0]?.width,
      tile_height: 90,
      duration: SECONDS,
      tiles: tiles.map(({ startMs, x, y }) => ({ start: startMs / 1000, x, y })),
    });
    const playlist = await get('Thumbnails.m3u8');
    expect(playlist.headers.get('content-type')).toBe('application/vnd.apple.mpegurl');
    const text = await playlist.text();
    expect(text).toContain(`#EXT-X-TILES:RESOLUTION=${tiles[0]?.width ?? 0}x90,LAYOUT=3x3,DURATION=1\n`);
    const parser = new Parser();
    parser.push(text);
    parser.end();
    expect(parser.manifest.segments).toMatchObject([{ duration: SECONDS, uri: addresses[0]?.replace(/#.*/, '') }]);
  });

  it('answers 304 for a matching ETag, and HEAD with headers only', async () => {
    const url = `${videoUrl}/Thumbnails.vtt`;
    const first = await askApi('HEAD', url);
    const etag = first.headers.get('etag') ?? '';
    expect([first.status, first.headers.get('content-type'), await first.text()]).toEqual([200, 'text/vtt', '']);
    expect((await get('Thumbnails.vtt', { 'if-none-match': etag })).status).toBe(304);
  });

  it('returns a problem that names the reason when a query cannot be answered', async () => {
    const answers = await Promise.all(['?height=90&height=80', '?kind=Poster', '?kind=cover&ttl=0'].map((query) => get(`Thumbnails.vtt${query}`))); // prettier-ignore
    expect(answers.map(({ status }) => status)).toEqual([400, 404, 400]);
    const [twice, posters, bad] = (await Promise.all(answers.map((one) => one.json()))) as object[];
    expect(twice).toMatchObject({ errors: [{ name: 'height' }] });
    expect(posters).toMatchObject({ type: 'urn:stillframe:problem:no-timeline' });
    expect(bad).toMatchObject({ errors: [{ name: 'kind' }, { name: 'ttl' }] });
  });
});
