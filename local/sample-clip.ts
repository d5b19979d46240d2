import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findFfmpeg } from './media-services/ffmpeg/find-ffmpeg.js';

/** Makes a short clip with moving pictures, a clock and a tone, for a first start without a video at hand. */
export async function makeSampleClip(file: string): Promise<void> {
  await promisify(execFile)(findFfmpeg(process.env), [
    ...['-hide_banner', '-loglevel', 'error', '-y'],
    ...['-f', 'lavfi', '-i', 'testsrc2=size=1280x720:rate=25:duration=12'],
    // A little shorter than the pictures: encoders pad sound, and the file is as long as its longest stream.
    ...['-f', 'lavfi', '-i', 'sine=frequency=440:duration=11.9'],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', file],
  ]);
}
