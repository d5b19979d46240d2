import type { AzureMediaServices } from '@azure/arm-mediaservices';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { anInput, aPreset, encode, format, jpg } from './encode.js';
import { aLaptop, type Laptop } from './laptop.js';

let laptop: Laptop;
let client: AzureMediaServices;

beforeAll(async () => {
  laptop = await aLaptop();
  ({ client } = await laptop.start());
});
afterAll(() => laptop.stop());

const fast = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const color = (name: string, size: string, seconds: number) => [
  ...['-f', 'lavfi', '-i', `color=${name}:s=${size}:r=10:d=${seconds}`],
];
let inputs = 0;

/** Encodes an input to JPEGs `i-000001.jpg` and on. */
async function imagesOf(blob: string, content: string | Buffer, timing: object, files?: string[]) {
  inputs += 1;
  await anInput(laptop, client, `odd-${inputs}`, blob, content);
  const pattern = [format('Jpg', 'i-{Index}{Extension}')];
  return encode(laptop, client, `odd-${inputs}`, aPreset([jpg({ quality: 90, ...timing })], pattern), files);
}

const images = ({ names }: { names: string[] }) => names.filter((name) => name.endsWith('.jpg'));

/** Red, green and blue of an image's mean, or the grey values of one of its rows. */
function pixels(image: Buffer, filters: string): number[] {
  const args = ['-v', 'error', '-f', 'image2pipe', '-i', '-', '-vf', filters, '-f', 'rawvideo', '-'];
  return [...execFileSync(laptop.ffmpeg, args, { input: image })];
}
const mean = (image: Buffer) => pixels(image, 'scale=1:1,format=rgb24');

it('images are of the default video, not of the first, nor of the largest', async () => {
  const streams = ['-map', '0', '-map', '1', ...fast, '-disposition:v:0', '0', '-disposition:v:1', 'default'];
  const two = await laptop.clip('two.mkv', ...color('red', '320x180', 2), ...color('blue', '160x90', 2), ...streams);
  const { read } = await imagesOf('two.mkv', two, { start: 'PT1S', range: '1' });
  const [red = 255, , blue = 0] = mean(await read('i-000001.jpg'));
  expect([red < 20, blue > 235]).toEqual([true, true]);
});

it('the cover of a recording is its only image', async () => {
  const cover = ['-map', '0', '-map', '1', '-frames:v', '1', '-c:v', 'png', '-disposition:v', 'attached_pic'];
  const sound = ['-f', 'lavfi', '-i', 'sine=d=9', ...color('blue', '90x90', 1), ...cover, '-c:a', 'libmp3lame'];
  const music = await laptop.clip('music.mp3', ...sound);
  const series = await imagesOf('music.mp3', music, { start: 'PT0S', step: 'PT1S' });
  expect(series.error).toBeUndefined();
  expect(images(series)).toEqual(['i-000001.jpg']);
  expect(mean(await series.read('i-000001.jpg'))[2]).toBeGreaterThan(235);
  for (const timing of [{ start: '{Best}' }, { start: '50%', range: '1' }]) {
    expect(images(await imagesOf('music.mp3', music, timing))).toEqual(['i-000001.jpg']);
  }
});

describe('the {Best} image', () => {
  it.each([
    ['is not black after 8 seconds of black', 8, 3, 60],
    ['is not black after 14 seconds of black', 14, 3, 60],
    ['is black where all is', 3, 0, 0],
  ])('%s', async (_title, black, white, least) => {
    const graph = `[0][1]concat,format=yuv420p`;
    const rest = white > 0 ? [...color('white', '64x36', white), '-filter_complex', graph] : [];
    const clip = await laptop.clip(`black-${black}.mp4`, ...color('black', '64x36', black), ...rest, ...fast);
    const { read, error } = await imagesOf('black.mp4', clip, { start: '{Best}' });
    expect(error).toBeUndefined();
    const [red = -1] = mean(await read('i-000001.jpg'));
    expect(red).toBeGreaterThanOrEqual(least);
  });
});

it('an image of interlaced video is not combed', async () => {
  const bar = [
    '-f',
    'lavfi',
    '-i',
    'color=black:s=360x288:r=50:d=1',
    '-f',
    'lavfi',
    '-i',
    'color=white:s=80x288:r=50:d=1',
  ];
  const graph = "[0][1]overlay=x='n*5':shortest=1,interlace=scan=tff:lowpass=off,setfield=tff";
  const tape = ['-c:v', 'mpeg2video', '-b:v', '8M', '-flags', '+ilme+ildct', '-top', '1'];
  const clip = await laptop.clip('tape.ts', ...bar, '-filter_complex', graph, ...tape);
  const { read } = await imagesOf('tape.ts', clip, { start: 'PT0.4S', range: '1' });
  const image = await read('i-000001.jpg');
  const edge = (row: number) => pixels(image, `format=gray,crop=iw:1:0:${row}`).findIndex((value) => value > 128);
  expect(Math.abs(edge(100) - edge(101))).toBeLessThan(3);
  expect(edge(100)).toBeGreaterThan(0);
});

it('a video whose colours have reserved numbers has images', async () => {
  const numbers = 'h264_metadata=colour_primaries=3:transfer_characteristics=3:matrix_coefficients=3';
  const clip = await laptop.clip('reserved.mp4', ...color('blue', '64x36', 1), ...fast, '-bsf:v', numbers);
  const { read } = await imagesOf('reserved.mp4', clip, { start: 'PT0S', range: '1' });
  expect(mean(await read('i-000001.jpg'))[2]).toBeGreaterThan(200);
});

describe('an input asset of which the job names no file', () => {
  it.each(['x.ismv', 'x.dvr-ms', 'x.3gpp', 'x.vob', 'x.qt', 'movie'])('is read where it holds %s', async (name) => {
    const clip = await laptop.clip('named.mp4', ...color('blue', '64x36', 1), ...fast);
    const start = { start: '{Best}' };
    expect(images(await imagesOf(name, clip, start, []))).toEqual(['i-000001.jpg']);
  });

  it('is read from its media file, not from a larger one', async () => {
    const clip = await laptop.clip('beside.mp4', ...color('blue', '64x36', 1), ...fast);
    await anInput(laptop, client, 'beside', 'notes.bin', Buffer.alloc(100_000));
    await anInput(laptop, client, 'beside', 'beside.mp4', clip);
    const pattern = [format('Jpg', 'i-{Index}{Extension}')];
    const { error } = await encode(laptop, client, 'beside', aPreset([jpg({ start: '{Best}' })], pattern));
    expect(error).toBeUndefined();
  });
});

it('a picture is refused with the reason that it is none of the formats that are read', async () => {
  const picture = await laptop.clip('picture.png', ...color('blue', '64x36', 1), '-frames:v', '1');
  const { error } = await imagesOf('picture.png', picture, { start: '{Best}' });
  expect(error).toMatchObject({ code: 'ContentUnsupported' });
  expect(error?.message).toMatch(/no pictures/);
});

describe('a file that is cut off', () => {
  const source = ['-f', 'lavfi', '-i', 'testsrc=d=20:s=64x64:r=10', '-g', '10', '-pix_fmt', 'yuv420p'];
  it.each([
    ['cut.mkv', []],
    ['cut.mp4', ['-movflags', 'faststart']],
    ['cut.avi', []],
    ['cut.flv', []],
  ])('gives the images before its end, and says where that is: %s', async (name, options) => {
    const whole = await readFile(await laptop.clip(name, ...source, ...options));
    const timing = { start: 'PT0S', step: '10%' };
    const complete = await imagesOf(name, whole, timing);
    expect(complete.error).toBeUndefined();
    expect(images(complete)).toHaveLength(10);

    const cut = await imagesOf(name, whole.subarray(0, whole.length * 0.4), timing);
    const [, second, of] = /cut off at second ([\d.]+) of ([\d.]+)\./.exec(cut.error?.message ?? '') ?? [];
    expect([cut.job.state, cut.error?.code, Math.round(Number(of))]).toEqual(['Finished', 'ContentMalformed', 20]);
    expect(Number(second)).toBeGreaterThan(2);
    expect(images(cut)).toHaveLength(Math.ceil(Number(second) / 2));

    const late = await imagesOf(name, whole.subarray(0, whole.length * 0.4), { start: '90%', range: '1' });
    expect(late.error?.message).toMatch(/not within .* cut off/);
  });
});
