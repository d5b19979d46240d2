import { basenameLength, fillPattern } from './file-name.js';
import { isSingle } from './image-times.js';
import {
  imageCodecs,
  imagePatterns,
  type ImageCodec,
  type ImageLayer,
  type StandardEncoderPreset,
} from './preset-schema.js';

/** A series of images to write: a layer of a codec with a name pattern. */
export interface ImageSeries {
  readonly codec: ImageCodec;
  readonly layer: ImageLayer;
  readonly label: string | undefined;
  readonly pattern: string;
  readonly extension: '.jpg' | '.png';
}

const kindOf = (codec: ImageCodec) => (codec['@odata.type'] === '#Microsoft.Media.PngImage' ? 'Png' : 'Jpg');

/**
 * The series of a preset, in its order. Codec n of a kind has format n of that kind where their numbers are equal; otherwise all
 * have the first. `pattern` is empty where the preset has no format for the codec.
 */
export function imageSeries(preset: StandardEncoderPreset): ImageSeries[] {
  const codecs = imageCodecs(preset);
  return codecs.flatMap((codec) => {
    const kind = kindOf(codec);
    const patterns = imagePatterns(preset, kind);
    const peers = codecs.filter((peer) => kindOf(peer) === kind);
    const pattern = (patterns.length === peers.length ? patterns[peers.indexOf(codec)] : patterns[0]) ?? '';
    const layers: readonly ImageLayer[] = codec.layers?.length ? codec.layers : [{}];
    return layers.map((layer) => ({
      codec,
      layer,
      label: layer.label ?? codec.label,
      pattern,
      extension: kind === 'Png' ? ('.png' as const) : ('.jpg' as const),
    }));
  });
}

/** 64 characters of the input's name where the preset copies audio or video, else 32. */
export function basenameLengthOf(preset: StandardEncoderPreset): number {
  const copies = preset.codecs.some((codec) => /\.Copy(Audio|Video)$/.test(codec['@odata.type']));
  return copies ? basenameLength.copying : basenameLength.usual;
}

/** The problems with names that do not depend on the video: a missing format or `{Index}`, and series that would collide. */
export function namingProblems(preset: StandardEncoderPreset): string[] {
  const series = imageSeries(preset);
  const names = new Set<string>();
  return series.flatMap(({ codec, layer, label, pattern, extension }) => {
    const kind = kindOf(codec);
    if (!pattern) return [`the preset has a ${kind}Image but no ${kind}Format to name its files`];
    if (!codec.spriteColumn && !isSingle(codec) && !pattern.includes('{Index}')) {
      return [`filenamePattern '${pattern}' needs {Index}: the codec makes more than one image`];
    }
    const resolution = `${layer.width ?? ''}x${layer.height ?? ''}`;
    const name = fillPattern(pattern, { basename: 'x', extension, index: 1, label, resolution }).toLowerCase();
    if (names.has(name)) {
      return [`two layers would write the same files with filenamePattern '${pattern}': add {Label} or {Resolution}`];
    }
    names.add(name);
    return [];
  });
}
