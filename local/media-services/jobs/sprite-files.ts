import { join } from 'node:path';
import type { FfmpegRun } from '../ffmpeg/run-ffmpeg.js';
import { writeSprite } from '../ffmpeg/write-sprite.js';
import { withExtension } from '../presets/file-name.js';
import type { ImageTimes } from '../presets/image-times.js';
import type { PlannedLayer } from './image-plan.js';
import type { OutputFile } from './output-files.js';
import { spriteVtt, tileCues } from './web-vtt.js';

/** Writes the sprite of a layer, and a WebVTT file of the same name with the times of the tiles. */
export async function spriteFiles(
  run: FfmpegRun,
  layer: PlannedLayer,
  columns: number,
  times: ImageTimes,
): Promise<OutputFile[]> {
  const tile = layer.size.canvas;
  const rows = Math.ceil(times.seconds.length / columns);
  const file = `sheet-${layer.output.files.replace('%09d.png', 'sheet.jpg')}`;
  const { quality } = layer.series.layer;
  await writeSprite(run, { tiles: layer.output.files, columns, rows, quality, file });
  const name = layer.nameOf(1);
  const cues = tileCues(times.seconds, times.endSeconds, columns, tile);
  return [
    { name, content: { path: join(run.folder, file) } },
    { name: withExtension(name, '.vtt'), content: { text: spriteVtt(name, cues, tile) } },
  ];
}
