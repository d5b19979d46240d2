import type { ContainerClient } from '@azure/storage-blob';
import type { ProbedInput } from '../ffmpeg/probe.js';
import type { FfmpegRun } from '../ffmpeg/run-ffmpeg.js';
import { JobFailure } from '../job-error.js';
import { basenameOf } from '../presets/file-name.js';
import { basenameLengthOf, imageSeries } from '../presets/image-series.js';
import type { BuiltInPreset, Preset, StandardEncoderPreset } from '../presets/preset-schema.js';
import { manifestFile, metadataFile, type ManifestImage } from './asset-files.js';
import { encodeImages } from './encode-images.js';
import { planImages } from './image-plan.js';
import type { InputBlob } from './input-blob.js';
import { uploadFiles } from './output-files.js';
import { parsePreset } from '../presets/parse-preset.js';

/**
 * The image preset in place of a built-in one: the service wrote `Thumbnail000001.jpg` next to the MP4 files. This encoder does
 * not write MP4 files, since no image comes from them.
 */
function imagePresetOf(presetName: string): StandardEncoderPreset | undefined {
  if (/Audio$/i.test(presetName)) return undefined;
  return parsePreset({
    '@odata.type': '#Microsoft.Media.StandardEncoderPreset',
    codecs: [{ '@odata.type': '#Microsoft.Media.JpgImage', start: '{Best}' }],
    formats: [{ '@odata.type': '#Microsoft.Media.JpgFormat', filenamePattern: 'Thumbnail{Index}{Extension}' }],
  }) as StandardEncoderPreset;
}

const isBuiltIn = (preset: Preset): preset is BuiltInPreset => 'presetName' in preset;

/** The share of the progress for encoding; the rest is for the upload. */
const encodingShare = 0.9;

/** Writes one output of a job: images, then metadata and manifest, which mark the output as complete. Throws JobFailure. */
export async function encodeOutput(
  run: FfmpegRun,
  input: InputBlob,
  { source, video, ends }: ProbedInput,
  preset: Preset,
  container: ContainerClient,
  onProgress: (share: number) => void,
): Promise<void> {
  const used = isBuiltIn(preset) ? imagePresetOf(preset.presetName) : preset;
  const basename = basenameOf(input.name, used && basenameLengthOf(used));
  const series = used ? imageSeries(used) : [];
  const images: ManifestImage[] = [];

  if (series.length > 0) {
    if (!video) throw new JobFailure('ConfigurationUnsupported', 'The input has no video to take images from.');
    const plan = planImages(series, basename, video.displayed, { ...ends, frameRate: video.frameRate });
    for (const [i, planned] of plan.entries()) {
      const total = planned.times === 'best' ? 1 : planned.times.seconds.length;
      const report = (share: number) => {
        onProgress((i + Math.min(1, share)) / plan.length);
      };
      const onFrame = (frame: number) => {
        report((encodingShare * frame) / total);
      };
      const encoded = await encodeImages({ ...run, onFrame }, { ...video, format: source.format }, planned);
      images.push(...encoded.images);
      await uploadFiles(container, encoded.files, run.signal, (count) => {
        report(encodingShare + (1 - encodingShare) * (count / encoded.files.length));
      });
    }
  }

  const files = [metadataFile(input, source), manifestFile(basename, images, ends.durationSeconds)];
  const texts = files.map(({ name, text }) => ({ name, content: { text } }));
  await uploadFiles(container, texts, run.signal, () => undefined);
}
