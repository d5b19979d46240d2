import type { AzureMediaServices } from '@azure/arm-mediaservices';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { anInput, aPreset, encode, format, jpg } from './encode.js';
import { aLaptop, type Laptop } from './laptop.js';

let laptop: Laptop;
let client: AzureMediaServices;
let lines: string[];
let secret: string;

const preset = aPreset([jpg({ start: '0%' })], [format('Jpg', 'i-{Index}{Extension}')]);

beforeAll(async () => {
  laptop = await aLaptop();
  ({ client, lines } = await laptop.start());
  // A video that the encoder's user can read, and that the caller of its API must not get to see.
  secret = await laptop.clip('secret.mp4', '-f', 'lavfi', '-i', 'testsrc=d=1:s=64x64');
});
afterAll(() => laptop.stop());

async function attempt(name: string, blob: string, content: string | Buffer) {
  await anInput(laptop, client, name, blob, typeof content === 'string' ? Buffer.from(content) : content);
  return encode(laptop, client, name, preset, [blob]);
}

describe('an input that names other files', () => {
  const scripts: [string, (file: string) => string][] = [
    ['list.m3u8', (file) => `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://${file}\n#EXT-X-ENDLIST\n`],
    ['list.mp4', (file) => `#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1,\n${file}\n#EXT-X-ENDLIST\n`],
    ['list.ffconcat', (file) => `ffconcat version 1.0\nfile '${file}'\n`],
    ['concat.mp4', (file) => `ffconcat version 1.0\nfile 'file:${file}'\nduration 1\n`],
    [
      'session.sdp',
      () =>
        'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n',
    ],
    [
      'manifest.mpd',
      (file) =>
        `<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT1S"><Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1"><BaseURL>file://${file}</BaseURL></Representation></AdaptationSet></Period></MPD>\n`,
    ],
  ];

  it.each(scripts)('is refused before any of them is opened: %s', async (name, write) => {
    const { job, error, names } = await attempt(name.replace('.', '-'), name, write(secret));
    expect(job.state).toBe('Error');
    expect(error?.category).toBe('Content');
    expect(error?.message).toMatch(/may name other files|not a media file/);
    expect(names).toEqual([]);
  });
});

describe('the encoding of an input that is no video', () => {
  it('fails with the reason that ffmpeg gives', async () => {
    const { job, error } = await attempt('noise', 'noise.mp4', Buffer.alloc(5_000, 'not a video '));
    expect(job.state).toBe('Error');
    expect(job.outputs?.[0]?.state).toBe('Error');
    expect(error).toMatchObject({ code: 'ContentMalformed', category: 'Content', retry: 'DoNotRetry' });
    expect(error?.details?.[0]?.message).toContain('Invalid data found when processing input');
    expect(error?.details?.[0]?.message).not.toContain(laptop.folder);
  });

  it('fails as ContentMalformed for an empty file', async () => {
    expect((await attempt('empty', 'empty.mp4', '')).error?.code).toBe('ContentMalformed');
  });

  it('fails as ConfigurationUnsupported for sound alone', async () => {
    const file = await laptop.clip('sound.m4a', '-f', 'lavfi', '-i', 'sine=d=1');
    const { error } = await attempt('sound', 'sound.m4a', await readFile(file));
    expect(error?.code).toBe('ConfigurationUnsupported');
    expect(error?.message).toContain('no video');
  });

  it('fails as DownloadNotAccessible for a missing file', async () => {
    await anInput(laptop, client, 'other', 'there.mp4', secret);
    const { error } = await encode(laptop, client, 'other', preset, ['not-there.mp4']);
    expect(error).toMatchObject({ code: 'DownloadNotAccessible', category: 'Download' });
  });

  it('keeps the images before the end of a truncated file', async () => {
    const whole = await laptop.clip(
      'whole.mkv',
      '-f',
      'lavfi',
      '-i',
      'testsrc=d=10:s=64x64:r=10',
      '-g',
      '10',
      '-pix_fmt',
      'yuv420p',
    );
    const half = await readFile(whole);
    const { job, names } = await attempt('half', 'half.mkv', half.subarray(0, half.length / 2));
    expect(job.state).toBe('Finished');
    expect(names).toContain('i-000001.jpg');
  });
});

it('a refused input leaves no temporary files and no keys in the log', async () => {
  expect(await readdir(join(laptop.folder, 'encoder', 'work'))).toEqual([]);
  expect(lines.join('\n')).not.toMatch(/sig=|AccountKey|Bearer/);
});
