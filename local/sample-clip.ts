import { execFile } from 'node:child_process';
import { rename } from 'node:fs/promises';
import { promisify } from 'node:util';
import { findFfmpeg } from './media-services/ffmpeg/find-ffmpeg.js';

/** Makes a short clip with moving pictures, a clock and a tone, for the first start. */
export async function makeSampleClip(file: string, signal: AbortSignal): Promise<void> {
  const unfinished = `${file}.part`;
  const pictures = ['-f', 'lavfi', '-i', 'testsrc2=size=1280x720:rate=25:duration=12'];
  // Shorter than the pictures, since encoders pad audio and the file is as long as its longest stream.
  const sound = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=11.9'];
  const codecs = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
  const args = ['-hide_banner', '-loglevel', 'error', '-y', ...pictures, ...sound, ...codecs, '-f', 'mp4', unfinished];
  await promisify(execFile)(findFfmpeg(process.env), args, { signal });
  await rename(unfinished, file);
}
