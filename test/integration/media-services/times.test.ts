import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AzureMediaServices } from '@azure/arm-mediaservices';
import { anInput, aPreset, encode, format, jpg, png } from './encode.js';
import { aLaptop, type Laptop } from './laptop.js';

let laptop: Laptop;
let client: AzureMediaServices;

/** Every frame's brightness is twice its number (modulo 100), which survives the way to RGB and back. */
const numbered = (seconds: number, rate: string) => [
  ...['-f', 'lavfi', '-i', `nullsrc=s=64x36:r=${rate}:d=${seconds},geq=lum='16+2*mod(N,100)':cb=128:cr=128`],
  ...['-c:v', 'libx264', '-qp', '0', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'],
];

async function frameOf(image: Buffer): Promise<number> {
  const file = join(laptop.folder, 'frame.png');
  await writeFile(file, image);
  const args = ['-v', 'error', '-nostdin', '-i', file, '-vf', 'scale=1:1', '-f', 'rawvideo', '-pix_fmt', 'gray', '-'];
  const { stdout } = await promisify(execFile)(laptop.ffmpeg, args, { encoding: 'buffer' });
  return Math.round(((stdout[0] ?? 0) * 219) / 255 / 2);
}

async function framesOf(input: string, timing: object): Promise<number[]> {
  const preset = aPreset([png(timing)], [format('Png', 'i-{Index}{Extension}')]);
  const { names, read, error } = await encode(laptop, client, input, preset);
  expect(error).toBeUndefined();
  const frames: number[] = [];
  for (const name of names.filter((own) => own.endsWith('.png'))) frames.push(await frameOf(await read(name)));
  return frames;
}

beforeAll(async () => {
  laptop = await aLaptop();
  ({ client } = await laptop.start());
  const clips: [string, string[]][] = [
    ['even.mp4', [...numbered(10, '20'), '-g', '60']],
    ['long.mp4', [...numbered(300, '2'), '-g', '20']],
    ['short.mp4', numbered(3, '25')],
    // The last block of sound ends some hundredths of a second after the pictures.
    ['sound.mp4', ['-f', 'lavfi', '-i', 'sine=d=10', ...numbered(10, '20'), '-c:a', 'aac']],
    ['film-sound.mp4', ['-f', 'lavfi', '-i', 'sine=d=10', ...numbered(10, '24'), '-c:a', 'aac']],
    ['ntsc-sound.mp4', ['-f', 'lavfi', '-i', 'sine=d=6.01', ...numbered(6, '30000/1001'), '-c:a', 'aac']],
  ];
  for (const [name, args] of clips)
    await anInput(laptop, client, name.replace('.', '-'), name, await laptop.clip(name, ...args));
});
afterAll(() => laptop.stop());

describe('the picture of an encoded image', () => {
  it('is the frame on show at start + (index - 1) x step', async () => {
    expect(await framesOf('even-mp4', { start: 'PT1S', step: 'PT1.5S', range: 'PT6S' })).toEqual([20, 50, 80, 10]);
  });

  it('is at percentages the same frame, with a default step of 10% and range of 100%', async () => {
    expect(await framesOf('even-mp4', { start: '5%' })).toEqual([10, 30, 50, 70, 90, 10, 30, 50, 70, 90]);
  });

  it('is the same frame where the encoder seeks, between key frames and at the end', async () => {
    const frames = await framesOf('long-mp4', { start: 'PT3S', step: 'PT33S' });
    expect(frames).toEqual([6, 72, 38, 4, 70, 36, 2, 68, 34]);
  });

  it('is at frame counts the same frame, of which the first is frame 1', async () => {
    expect(await framesOf('short-mp4', { start: '11', step: '20', range: '60' })).toEqual([10, 30, 50]);
    expect(await framesOf('short-mp4', { start: '50%', step: '10', range: '1' })).toEqual([37]);
  });

  it('is never in the padding at the end of the sound', async () => {
    expect(await framesOf('sound-mp4', { start: 'PT0S', step: 'PT2S' })).toEqual([0, 40, 80, 20, 60]);
    expect(await framesOf('sound-mp4', { start: 'PT0S', step: '50%', range: 'PT5S' })).toEqual([0]);
    // The last frame begins at 9.958 seconds and is on show until the tenth.
    expect(await framesOf('film-sound-mp4', { start: 'PT0S', step: 'PT1.999S' })).toEqual([0, 47, 95, 43, 91, 39]);
    // 180 frames: six seconds and six thousandths.
    expect(await framesOf('ntsc-sound-mp4', { start: 'PT0S', step: 'PT2S' })).toEqual([0, 59, 19, 79]);
  });
});

describe('encoding a video too short for the preset', () => {
  it.each([
    [{ start: 'PT30S', step: 'PT10S' }, /start 'PT30S' is not within the video's 3 seconds/],
    [{ start: 'PT0S', step: 'PT0.0001S' }, /at most 20000/],
  ])('fails with the reason %j', async (timing, reason) => {
    const preset = aPreset([jpg(timing)], [format('Jpg', 'i-{Index}{Extension}')]);
    const { job, error } = await encode(laptop, client, 'short-mp4', preset);
    expect(job.state).toBe('Error');
    expect(error).toMatchObject({ code: 'ConfigurationUnsupported', category: 'Configuration', retry: 'DoNotRetry' });
    expect(error?.message).toMatch(reason);
  });
});
