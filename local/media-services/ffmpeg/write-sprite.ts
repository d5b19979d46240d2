import { JobFailure } from '../job-error.js';
import { jpegScale } from './filters.js';
import { ffmpegReason, runFfmpeg, type FfmpegRun } from './run-ffmpeg.js';

/** A sheet of `columns` tiles a row; the rows follow from the number of tiles, and black fills up the last. */
export interface SpriteSheet {
  readonly tiles: string;
  readonly columns: number;
  readonly rows: number;
  readonly quality?: number | undefined;
  readonly file: string;
}

/** Puts numbered tile images, which we wrote ourselves, on one JPEG sheet. */
export async function writeSprite(run: FfmpegRun, sheet: SpriteSheet): Promise<void> {
  const { code, stderr } = await runFfmpeg(run, [
    ...['-loglevel', 'error', '-protocol_whitelist', 'file,pipe'],
    ...['-f', 'image2', '-framerate', '1', '-start_number', '1', '-i', sheet.tiles],
    ...['-vf', `tile=${sheet.columns}x${sheet.rows}:color=black,format=yuvj420p`, '-frames:v', '1'],
    ...['-c:v', 'mjpeg', '-q:v', String(jpegScale(sheet.quality)), '-f', 'image2', '-update', '1', sheet.file],
  ]);
  if (code !== 0) throw new JobFailure('ServiceError', 'The sprite sheet could not be written.', ffmpegReason(stderr));
}
