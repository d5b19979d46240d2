import { JobFailure } from '../job-error.js';
import { jpegScale } from './filters.js';
import { runFfmpeg, type FfmpegRun } from './run-ffmpeg.js';

/** A sprite of `columns` × `rows` tiles; the last row is filled with black. */
export interface SpriteSheet {
  readonly tiles: string;
  readonly columns: number;
  readonly rows: number;
  readonly quality?: number | undefined;
  readonly file: string;
}

/** Combines numbered tile images into one JPEG. */
export async function writeSprite(run: FfmpegRun, sheet: SpriteSheet): Promise<void> {
  const { code, reason } = await runFfmpeg(run, [
    ...['-protocol_whitelist', 'file,pipe'],
    ...['-f', 'image2', '-framerate', '1', '-start_number', '1', '-i', sheet.tiles],
    ...['-vf', `tile=${sheet.columns}x${sheet.rows}:color=black,format=yuvj420p`, '-frames:v', '1'],
    ...['-c:v', 'mjpeg', '-q:v', String(jpegScale(sheet.quality)), '-f', 'image2', '-update', '1', sheet.file],
  ]);
  if (code !== 0) throw new JobFailure('ServiceError', 'The sprite sheet could not be written.', reason);
}
