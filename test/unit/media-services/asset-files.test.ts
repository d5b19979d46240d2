import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MediaSource } from '../../../local/media-services/ffmpeg/media-source.js';
import { isoDuration, manifestFile, metadataFile } from '../../../local/media-services/jobs/asset-files.js';

type Json = Record<string, unknown>;
const first = (text: string) => (JSON.parse(text) as { AssetFile: Json[] }).AssetFile[0] ?? {};
const fixture = (name: string) => first(readFileSync(join(__dirname, '../../fixtures/container', name), 'utf8'));
const track = (file: Json, name: string) => (file[name] as Json[])[0] ?? {};

const source: MediaSource = {
  format: 'mov,mp4,m4a,3gp,3g2,mj2',
  durationSeconds: 70.304,
  startSeconds: 0,
  bitsPerSecond: 8_618_000,
  streamCount: 2,
  metadata: { major_brand: 'mp42' },
  video: [
    {
      index: 1,
      codec: 'h264',
      profile: 'Main',
      fourCc: 'avc1',
      pixelFormat: 'yuv420p',
      coded: { width: 1280, height: 720 },
      displayed: { width: 1280, height: 720 },
      turns: [],
      isInterlaced: false,
      hasReservedColors: false,
      isCover: false,
      isDefault: true,
      sampleAspect: [1, 1],
      frameRate: 30_000 / 1_001,
      frameCount: undefined,
      bitsPerSecond: 8_421_000,
      timeBase: 30_000,
    },
  ],
  audio: [
    {
      index: 0,
      codec: 'aac',
      samplingRate: 48_000,
      channels: 2,
      channelLayout: 'stereo',
      sampleFormat: 'fltp',
      bitsPerSecond: 192_000,
    },
  ],
};

/** Ours may leave out what ffmpeg does not tell, and must have nothing else, each of the documented type. */
function expectShape(own: Json, documented: Json) {
  for (const [key, value] of Object.entries(own)) {
    expect([key, typeof documented[key]]).toEqual([key, typeof value]);
  }
}

describe('the metadata file of an input', () => {
  const { name, text } = metadataFile({ name: 'a/Ignite-short.mp4', url: 'https://x/', bytes: 75_739_259 }, source);
  const own = first(text);
  const documented = fixture('input_metadata.docs.json');

  it('has a random id as its name', () => {
    expect(name).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}_metadata\.json$/);
  });

  it('has the documented shape and numbers', () => {
    expectShape(own, documented);
    expectShape(track(own, 'VideoTracks'), track(documented, 'VideoTracks'));
    expectShape(track(own, 'AudioTracks'), track(documented, 'AudioTracks'));
    for (const key of ['Width', 'Height', 'FrameRate', 'NumberOfFrames', 'Duration', 'TimeBase', 'FourCC', 'Id']) {
      expect([key, track(own, 'VideoTracks')[key]]).toEqual([key, track(documented, 'VideoTracks')[key]]);
    }
    expect(own).toMatchObject({ Name: 'Ignite-short.mp4', Duration: 'PT1M10.304S', Size: 75_739_259 });
  });
});

it('the manifest of an output has the documented shape', () => {
  const image = { name: 'i-000001.jpg', bytes: 5_000, width: 640, height: 360, codec: 'mjpg' };
  const { name, text } = manifestFile('Ignite-short', [image], 70.315);
  const documented = fixture('output_manifest.docs.json');
  expect(name).toBe('Ignite-short_manifest.json');
  expectShape(first(text), documented);
  expectShape(track(first(text), 'VideoTracks'), track(documented, 'VideoTracks'));
  expect(first(text)['Duration']).toBe('PT1M10.315S');
});

it.each([
  [0, 'PT0S'],
  [3, 'PT3S'],
  [60, 'PT1M'],
  [3_661.5, 'PT1H1M1.5S'],
  [59.9999, 'PT1M'],
])('the encoder writes %d seconds as %s', (seconds, text) => {
  expect(isoDuration(seconds)).toBe(text);
});
