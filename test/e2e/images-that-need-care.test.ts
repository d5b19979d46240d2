import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { anImagesReady } from '../builders.js';
import { listThumbnails, startApp, type Thumbnail } from './app.js';
import { cleanUpAfterwards, temporaryFolder } from './clean-up.js';
import { makeClip, makeJpeg } from './clips.js';
import { makeStorage } from './storage.js';

const later = cleanUpAfterwards();
const fixture = (name: string): Buffer => readFileSync(`test/fixtures/images/${name}`);
const CONTAINER = 'asset-care';
/** The same image so many times, in a folder of its own. */
const series = (folder: string, images: readonly Buffer[], extension = 'jpg'): [string, Buffer][] =>
  images.map((image, i) => [`${folder}/a_00000${i + 1}.${extension}`, image]);
const folderOf = ({ Url }: Thumbnail): string => decodeURIComponent(new URL(Url).pathname).split('/').at(-2) ?? '';

const TILES = `\uFEFFWEBVTT\r
\r
NOTE made by hand\r
\r
first\r
00:00.000 --> 00:05.000 align:start\r
https://elsewhere.example/x/clip%5Fsmall000001.jpg#xywh=pixel:0,0,80,45\r
\r
00:05.000 --> 00:10.000\r
clip_small000001.jpg#xywh=80,0,80,45\r
\r
00:10.000 --> 00:12.000\r
clip_small000001.jpg#xywh=0,45,80,45\r
`;

describe('unusual images', () => {
  it('are listed with the size that a browser shows, or left out with a reason', async () => {
    const folder = await temporaryFolder(later);
    const [good, pixel, large] = await Promise.all([makeJpeg('160x90'), makeJpeg('1x1'), makeJpeg('3840x2160')]);
    const video = await readFile(await makeClip(folder, 'clip.mp4', { size: '64x36', rate: '5', seconds: 1 }));
    const cut = good.subarray(0, good.length / 2);
    expect(large.length).toBeGreaterThan(2 * 64 * 1024);
    const largeCut = large.subarray(0, large.length - 1000);
    const unmarked = large.subarray(0, large.length - 2);
    const [progressive, cmyk, turned] = [fixture('progressive.jpg'), fixture('cmyk.jpg'), fixture('turned.jpg')];
    const [turnedPng, turnedAvif] = [fixture('turned.png'), fixture('turned.avif')];

    const storage = await makeStorage();
    await storage.putImages(CONTAINER, {
      ...Object.fromEntries([
        ...series('progressive', [progressive, progressive]),
        ...series('cmyk', [cmyk, cmyk]),
        ...series('turned', [turned, turned]),
        ...series('turned-png', [turnedPng, turnedPng], 'png'),
        ...series('turned-avif', [turnedAvif, turnedAvif], 'avif'),
        ...series('pixel', [pixel, pixel]),
        ...series('first-is-cut', [cut, good, good]),
        ...series('all-cut', [cut, cut]),
        ...series('large', [large, large]),
        ...series('large-cut', [largeCut, largeCut]),
        ...series('large-unmarked', [unmarked, unmarked]),
        ...series('png-by-another-name', [turnedPng, turnedPng]),
        ...series('video-by-another-name', [video, video]),
      ]),
      'tiles/clip_small000001.jpg': good,
      'tiles/clip_small.vtt': Buffer.from(TILES),
      'x_thumb000001.jpg': good,
      'x_thumb000002.jpg': good,
      'cover.jpg': good,
      'transcript.vtt': Buffer.from('WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n'),
    });

    const app = await startApp(later, { ...storage.settings, IMAGES_READY: 'on' });
    expect(await app.deliver(anImagesReady({ videoId: 'care', container: CONTAINER }))).toBe(202);
    const listed = await listThumbnails(app, 'care');
    const told = listed.map((one) => [folderOf(one), one.Kind, one.Width, one.Height, one.Index]);
    expect(told.sort()).toEqual([
      ['cmyk', 'Thumbnail', 48, 32, 1],
      ['cmyk', 'Thumbnail', 48, 32, 2],
      ['first-is-cut', 'Thumbnail', 160, 90, 1],
      ['first-is-cut', 'Thumbnail', 160, 90, 2],
      ['first-is-cut', 'Thumbnail', 160, 90, 3],
      ['large', 'Thumbnail', 3840, 2160, 1],
      ['large', 'Thumbnail', 3840, 2160, 2],
      ['large-unmarked', 'Thumbnail', 3840, 2160, 1],
      ['large-unmarked', 'Thumbnail', 3840, 2160, 2],
      ['pixel', 'Thumbnail', 1, 1, 1],
      ['pixel', 'Thumbnail', 1, 1, 2],
      ['progressive', 'Thumbnail', 48, 32, 1],
      ['progressive', 'Thumbnail', 48, 32, 2],
      ['tiles', 'Sprite', 160, 90, 1],
      ['turned', 'Thumbnail', 32, 48, 1],
      ['turned', 'Thumbnail', 32, 48, 2],
      ['turned-avif', 'Thumbnail', 32, 48, 1],
      ['turned-avif', 'Thumbnail', 32, 48, 2],
      ['turned-png', 'Thumbnail', 32, 48, 1],
      ['turned-png', 'Thumbnail', 32, 48, 2],
    ]);
    for (const { Url } of listed) {
      const { status, headers } = await fetch(Url);
      const extension = new URL(Url).pathname.split('.').at(-1) ?? '';
      expect([status, headers.get('content-type')]).toEqual([200, `image/${extension.replace('jpg', 'jpeg')}`]);
    }
    const rows = await storage.rows();
    expect(JSON.stringify(rows)).toContain(
      '[[0,5000,0,0,80,45],[5000,10000,80,0,80,45],[10000,12000,0,45,80,45]]'.slice(1, -1),
    );

    const lines = app
      .output()
      .split('\n')
      .filter((line) => line.includes('-unreadable'));
    const said = (event: string, name: string, reason: string) =>
      lines.filter((line) => [event, `"${name}"`, reason].every((part) => line.includes(part))).length;
    expect(lines).toHaveLength(5);
    expect(said('image-unreadable', 'first-is-cut/a_000001.jpg', 'it is cut off')).toBe(1);
    expect(said('series-unreadable', 'all-cut/a_000001.jpg', 'it is cut off')).toBe(1);
    expect(said('series-unreadable', 'large-cut/a_000001.jpg', 'it is cut off')).toBe(1);
    expect(said('series-unreadable', 'png-by-another-name/a_000001.jpg', 'not what its name says')).toBe(1);
    expect(said('series-unreadable', 'video-by-another-name/a_000001.jpg', 'no header of an image')).toBe(1);

    // A folder of its own, for the same video: nothing is listed twice.
    const again = anImagesReady({ videoId: 'care', container: CONTAINER, prefix: 'cmyk' });
    expect(await app.deliver(again)).toBe(202);
    const paths = (await listThumbnails(app, 'care')).map(({ Url }) => new URL(Url).pathname);
    expect(paths.sort()).toEqual(listed.map(({ Url }) => new URL(Url).pathname).sort());
  });
});
