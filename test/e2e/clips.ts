import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFfmpeg } from '../../local/media-services/ffmpeg/find-ffmpeg.js';

const run = promisify(execFile);
const ffmpeg = findFfmpeg(process.env);

export interface Clip {
  /** `WIDTHxHEIGHT`. */
  size: string;
  rate: string;
  seconds: number;
  pixels?: 'yuv420p' | 'yuv444p';
}

/** Makes a video of ffmpeg's own test picture; odd sizes need `yuv444p`, whose chroma is not halved. */
export async function makeClip(folder: string, name: string, clip: Clip): Promise<string> {
  const file = join(folder, name);
  const { size, rate, seconds, pixels = 'yuv420p' } = clip;
  await run(ffmpeg, [
    ...['-v', 'error', '-nostdin', '-y', '-f', 'lavfi', '-i', `testsrc=size=${size}:rate=${rate}:duration=${seconds}`],
    // `file:` and the format are said outright: a name may hold anything, also what ffmpeg would take for a protocol.
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', pixels, '-f', 'mp4', `file:${file}`],
  ]);
  return file;
}

/** One JPEG of this size; images made at different seconds differ. */
export async function makeJpeg(size: string, second = 0): Promise<Buffer> {
  const source = `testsrc=size=${size}:rate=1:duration=${second + 1}`;
  const args = ['-v', 'error', '-nostdin', '-f', 'lavfi', '-i', source, '-ss', String(second), '-frames:v', '1'];
  const { stdout } = await run(ffmpeg, [...args, '-f', 'image2', '-c:v', 'mjpeg', 'pipe:1'], { encoding: 'buffer' });
  return stdout;
}

/** Decodes a whole image file, every pixel of it; rejects with ffmpeg's reason when it cannot. */
export async function decode(file: string): Promise<{ width: number; height: number }> {
  // As raw grey pixels, one byte each: their number proves that the picture is whole.
  const { stderr, stdout } = await run(
    ffmpeg,
    [
      '-v',
      'info',
      '-nostdin',
      '-xerror',
      '-err_detect',
      'explode',
      '-i',
      file,
      '-pix_fmt',
      'gray',
      '-f',
      'rawvideo',
      'pipe:1',
    ],
    { encoding: 'buffer', maxBuffer: 256 * 1024 * 1024 },
  );
  const [, width = 0, height = 0] = (/Stream #0:0.*?, (\d+)x(\d+)/.exec(stderr.toString('utf8')) ?? []).map(Number);
  if (stdout.length !== width * height) throw new Error(`${stdout.length} pixels decoded of ${width}x${height}`);
  return { width, height };
}
