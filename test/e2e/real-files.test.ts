import { BlobServiceClient } from '@azure/storage-blob';
import { waitForThumbnails } from '../../local/ask-api.js';
import { encodeVideo } from '../../local/encode-video.js';
import { parseTiles } from '../steps.js';
import type { Thumbnail } from './app.js';
import { cleanUpAfterwards } from './clean-up.js';
import { makeClip, type Clip } from './clips.js';
import { assertImages } from './images.js';
import { startEncodingApp } from './encoding-app.js';

jest.setTimeout(60_000);

const later = cleanUpAfterwards();
let stack: Awaited<ReturnType<typeof startEncodingApp>>;
beforeAll(async () => {
  stack = await startEncodingApp(later);
});

interface Case {
  what: string;
  name: string;
  clip: Clip;
  everyMs: number;
  heights: number[];
  times: number[];
  /** Width and height of the posters, from the shape of the video. */
  poster: [number, number];
}

const CASES: Case[] = [
  {
    // 300 frames: ten seconds and a hundredth.
    what: '29.97 frames a second',
    name: 'ntsc.mp4',
    clip: { size: '320x180', rate: '30000/1001', seconds: 10 },
    everyMs: 2000,
    heights: [90, 180],
    times: [0, 2, 4, 6, 8, 10],
    poster: [320, 180],
  },
  {
    what: 'a portrait whose name has spaces, quotes and accents',
    name: "L'été d'Ünal (portrait).mp4",
    clip: { size: '180x320', rate: '25', seconds: 3 },
    everyMs: 1000,
    heights: [160],
    times: [0, 1, 2],
    poster: [90, 160],
  },
  {
    what: 'odd sides and a name with # and %',
    name: '100% of clip #1 & more?.mp4',
    clip: { size: '321x241', rate: '25', seconds: 3, pixels: 'yuv444p' },
    everyMs: 500,
    heights: [241],
    times: [0, 0, 1, 1, 2, 2],
    poster: [321, 241],
  },
  {
    what: 'a name of combining marks, CJK and emoji',
    name: 'cafe\u0301 映画 👩‍🚀🎬.mp4',
    clip: { size: '128x72', rate: '12', seconds: 3 },
    everyMs: 1000,
    heights: [72],
    times: [0, 1, 2],
    poster: [128, 72],
  },
  {
    what: 'three minutes and a name of more than 32 characters',
    name: 'a long evening of slides with many words of welcome.mp4',
    clip: { size: '64x36', rate: '5', seconds: 180 },
    everyMs: 30_000,
    heights: [36],
    times: [0, 30, 60, 90, 120, 150],
    poster: [64, 36],
  },
];

/** The WebVTT files next to an image, by name; what a sprite is worth nothing without. */
async function webVttBeside({ Url }: Thumbnail): Promise<Map<string, string>> {
  const container = new URL(Url).pathname.split('/')[2] ?? '';
  const client = BlobServiceClient.fromConnectionString(stack.connectionString).getContainerClient(container);
  const found = new Map<string, string>();
  for await (const { name } of client.listBlobsFlat()) {
    if (name.endsWith('.vtt')) found.set(name, (await client.getBlobClient(name).downloadToBuffer()).toString('utf8'));
  }
  return found;
}

const blobOf = ({ Url }: Thumbnail) => decodeURIComponent(new URL(Url).pathname.split('/').at(-1) ?? '');

describe('a real video file', () => {
  it.each(CASES)('with $what is encoded into the requested images', async (one) => {
    const { name, clip, everyMs, heights, times, poster } = one;
    const file = await makeClip(stack.folder, name, clip);
    await encodeVideo(
      stack.encoderUrl,
      { file, videoId: name, everyMs, heights, spriteColumns: 2 },
      { uploading: () => undefined, encoding: () => undefined },
    );
    const { thumbnails: listed } = await waitForThumbnails(stack, name, 30_000);

    const ofKind = (kind: string) => listed.filter(({ Kind }) => Kind === kind);
    expect(ofKind('Poster').map(({ Width, Height, Index }) => [Width, Height, Index])).toEqual([[...poster, 0]]);
    for (const height of heights) {
      const series = ofKind('Thumbnail').filter(({ Height }) => Height === height);
      expect(series.map(({ Time }) => Time)).toEqual(times);
      expect(series.map(({ Index }) => Index)).toEqual(times.map((_, i) => i + 1));
    }
    expect(ofKind('Thumbnail')).toHaveLength(times.length * heights.length);

    const [sprite, ...more] = ofKind('Sprite');
    if (sprite === undefined) throw new Error('there is no sprite');
    expect([more, sprite.Time]).toEqual([[], 0]);
    const webVtt = (await webVttBeside(sprite)).get(blobOf(sprite).replace(/\.jpg$/, '.vtt'));
    const tiles = parseTiles(webVtt ?? '');
    expect(tiles.map(({ startMs }) => startMs)).toEqual(times.map((_, i) => i * everyMs));
    expect(Math.max(...tiles.map(({ x, width }) => x + width))).toBe(sprite.Width);
    expect(Math.max(...tiles.map(({ y, height }) => y + height))).toBe(sprite.Height);

    // {Basename} is the input's name, cut to 32 characters.
    const basename = name.replace(/\.mp4$/, '').slice(0, 32);
    for (const image of listed) expect(blobOf(image).startsWith(`Thumbnail-${basename}-`)).toBe(true);
    await assertImages(stack.folder, listed);
  });
});
