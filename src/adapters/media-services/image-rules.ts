import { z } from 'zod';
import type { ImageRule } from '../../domain/image-rule.js';
import type { PresetPosition } from '../../domain/preset-position.js';
import { readPresetPosition } from './preset-position.js';

const text = z.string().nullish();
const codec = z.object({
  odataType: z.string(),
  label: text,
  start: text,
  step: text,
  range: text,
  spriteColumn: z.number().nullish(),
  layers: z.array(z.object({ label: text })).nullish(),
});
const preset = z.object({
  codecs: z.array(z.unknown()).nullish(),
  formats: z
    .array(
      z
        .object({ odataType: z.string(), filenamePattern: z.string().max(1024) })
        .nullable()
        .catch(null),
    )
    .nullish(),
});

/** Which format names the files of a codec, and what `{Extension}` stands for then. */
const IMAGES: Record<string, { format: string; extension: string }> = {
  '#Microsoft.Media.JpgImage': { format: '#Microsoft.Media.JpgFormat', extension: '.jpg' },
  '#Microsoft.Media.PngImage': { format: '#Microsoft.Media.PngFormat', extension: '.png' },
};
/** The encoder's own defaults for what a codec leaves out. */
const DEFAULTS = { start: '{Best}', step: '10%', range: '100%' };

/**
 * The image rules of a preset as the client answers it: one per layer of every image codec and format of its type.
 * Presets without image codecs have none; members of kinds that we do not know are passed over.
 */
export function readImageRules(answered: unknown): ImageRule[] {
  const { codecs, formats } = preset.catch({ codecs: [], formats: [] }).parse(answered);
  return (codecs ?? []).flatMap((one): ImageRule[] => {
    const { success, data } = codec.safeParse(one);
    const image = success ? IMAGES[data.odataType] : undefined;
    if (!success || image === undefined) return [];
    const times = {
      start: position(data.start, DEFAULTS.start),
      step: position(data.step, DEFAULTS.step),
      range: position(data.range, DEFAULTS.range),
    };
    const patterns = (formats ?? []).flatMap((format) =>
      format?.odataType === image.format ? [format.filenamePattern] : [],
    );
    const labels = data.layers?.length ? data.layers.map(({ label }) => label ?? data.label ?? '') : [data.label ?? ''];
    return patterns.flatMap((filenamePattern) =>
      labels.map((label) => ({
        filenamePattern,
        extension: image.extension,
        label,
        ...times,
        isSprite: (data.spriteColumn ?? 0) > 0,
      })),
    );
  });
}

/** A position that cannot be read is taken for the encoder's own choice: then no time is claimed. */
function position(given: string | null | undefined, otherwise: string): PresetPosition {
  return readPresetPosition(given ?? otherwise) ?? { unit: 'best' };
}
