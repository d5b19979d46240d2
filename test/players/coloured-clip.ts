import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFfmpeg } from '../../local/media-services/ffmpeg/find-ffmpeg.js';

const run = promisify(execFile);
const ffmpeg = findFfmpeg(process.env);

/** One colour a shot, far from each other, so that a picture of a shot tells which one it is. */
const COLOURS = [
  [0xc8, 0x10, 0x10],
  [0x10, 0x90, 0x10],
  [0x10, 0x10, 0xd0],
  [0xd8, 0xc0, 0x10],
  [0xb0, 0x10, 0xb0],
  [0x10, 0xb0, 0xb0],
] as const;
/** How long each shot is; with images at the same step there is one image a shot. */
export const SHOT_SECONDS = 5;
export const CLIP_SECONDS = COLOURS.length * SHOT_SECONDS;

/** Makes a video whose shots are plain colours. */
export async function makeColouredClip(folder: string): Promise<string> {
  const file = join(folder, 'shots.mp4');
  const shots = COLOURS.map((rgb) => `color=c=0x${Buffer.from(rgb).toString('hex')}:s=320x180:r=10:d=${SHOT_SECONDS}`);
  const inputs = shots.flatMap((shot) => ['-f', 'lavfi', '-i', shot]);
  await run(ffmpeg, [
    ...['-v', 'error', '-nostdin', '-y', ...inputs, '-filter_complex', `concat=n=${COLOURS.length}`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-movflags', '+faststart', file],
  ]);
  return file;
}

/** Which shot a picture (PNG or JPEG) shows, from 0, by its average colour; undefined when it is none of them. */
export async function shotShown(picture: Buffer): Promise<number | undefined> {
  const rgb = await averageColour(picture);
  const distances = COLOURS.map((colour) => Math.hypot(...colour.map((value, i) => value - (rgb[i] ?? 0))));
  const least = Math.min(...distances);
  return least < MAX_DISTANCE ? distances.indexOf(least) : undefined;
}

/** JPEG and the conversion to and from YUV move a colour by some ten steps; two shots are over a hundred apart. */
const MAX_DISTANCE = 40;

async function averageColour(picture: Buffer): Promise<Buffer> {
  const args = ['-v', 'error', '-i', 'pipe:0', '-vf', 'scale=1:1:flags=area'];
  const running = run(ffmpeg, [...args, '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'], { encoding: 'buffer' });
  running.child.stdin?.end(picture);
  return (await running).stdout;
}
