import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FfmpegRun } from '../ffmpeg/run-ffmpeg.js';
import { imageFile, writeBest, type DecodedStream } from '../ffmpeg/write-images.js';
import { writeSeries } from '../ffmpeg/write-series.js';
import type { ManifestImage } from './asset-files.js';
import type { PlannedCodec, PlannedLayer } from './image-plan.js';
import type { OutputFile } from './output-files.js';
import { spriteFiles } from './sprite-files.js';

/** The files of a codec in the job's folder, and their entries in the manifest. */
export interface EncodedImages {
  readonly files: readonly OutputFile[];
  readonly images: readonly ManifestImage[];
}

async function manifestImage(layer: PlannedLayer, [first]: readonly OutputFile[]): Promise<ManifestImage[]> {
  if (!first || !('path' in first.content)) return [];
  const { size } = await stat(first.content.path);
  const codec = layer.series.extension === '.png' ? 'png' : 'mjpg';
  return [{ name: first.name, bytes: size, codec, ...layer.size.canvas }];
}

/** Writes the images of all layers of a codec. Throws JobFailure. */
export async function encodeImages(
  run: FfmpegRun,
  stream: DecodedStream,
  planned: PlannedCodec,
): Promise<EncodedImages> {
  const { codec, times, layers } = planned;
  const outputs = layers.map(({ output }) => output);
  if (times === 'best') await writeBest(run, stream, outputs);
  else await writeSeries(run, stream, outputs, times);

  const files: OutputFile[] = [];
  const images: ManifestImage[] = [];
  for (const layer of layers) {
    const count = times === 'best' ? 1 : times.seconds.length;
    const own =
      codec.spriteColumn && times !== 'best'
        ? await spriteFiles(run, layer, codec.spriteColumn, times)
        : Array.from({ length: count }, (_, k) => ({
            name: layer.nameOf(k + 1),
            content: { path: join(run.folder, imageFile(layer.output.files, k + 1)) },
          }));
    files.push(...own);
    images.push(...(await manifestImage(layer, own)));
  }
  return { files, images };
}
