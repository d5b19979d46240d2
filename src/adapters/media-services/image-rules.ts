import * as z from 'zod';
import type { ImageRule } from '../../domain/image-rule.js';
import { LIMITS } from '../../domain/limits.js';
import type { PresetPosition } from '../../domain/preset-position.js';
import { listOf, text } from './lenient-schema.js';
import { readPresetPosition } from './preset-position.js';

const codecSchema = z.object({
  odataType: z.string(),
  label: text,
  start: text,
  step: text,
  range: text,
  spriteColumn: z.number().catch(0),
  layers: listOf(z.object({ label: text }), { label: undefined }),
});
const formatSchema = z.object({ odataType: z.string(), filenamePattern: z.string().max(LIMITS.nameCharacters) });
const presetSchema = z.object({
  codecs: listOf(codecSchema.nullable(), null),
  formats: listOf(formatSchema.nullable(), null),
});

/** Which format names the files of a codec, and what `{Extension}` stands for then. */
const IMAGES: Record<string, { format: string; extension: string }> = {
  '#Microsoft.Media.JpgImage': { format: '#Microsoft.Media.JpgFormat', extension: '.jpg' },
  '#Microsoft.Media.PngImage': { format: '#Microsoft.Media.PngFormat', extension: '.png' },
};
/** The encoder's own defaults for what a codec leaves out. */
const DEFAULTS = { start: '{Best}', step: '10%', range: '100%' };

/**
 * The image rules of a preset as the client answers it: one per layer of every image codec. Presets without image
 * codecs have none; members of kinds that we do not know are passed over. Rules beyond the limit are not made: codecs times
 * formats times layers may be a thousand million.
 */
export function readImageRules(answered: unknown): ImageRule[] {
  const rules: ImageRule[] = [];
  for (const rule of rulesIn(answered)) {
    if (rules.length === LIMITS.rulesOfPreset) break;
    rules.push(rule);
  }
  return rules;
}

function* rulesIn(answered: unknown): Generator<ImageRule> {
  const { codecs = [], formats = [] } = presetSchema.safeParse(answered).data ?? {};
  const known = codecs.filter((one) => one !== null);
  for (const [type, { format, extension }] of Object.entries(IMAGES)) {
    const images = known.filter(({ odataType }) => odataType === type);
    const patterns = formats.flatMap((one) => (one?.odataType === format ? [one.filenamePattern] : []));
    // As many formats as codecs: each names its own. Else any may have named the files of any.
    const isPaired = patterns.length === images.length;
    for (const [i, image] of images.entries()) {
      for (const pattern of isPaired ? patterns.slice(i, i + 1) : patterns) yield* toRules(image, pattern, extension);
    }
  }
}

function toRules(image: z.infer<typeof codecSchema>, filenamePattern: string, extension: string): ImageRule[] {
  const { layers, label, start, step, range, spriteColumn } = image;
  const labels = layers?.length ? layers.map((layer) => layer.label ?? label ?? '') : [label ?? ''];
  return labels.map((layerLabel) => ({
    filenamePattern,
    extension,
    label: layerLabel,
    start: position(start, DEFAULTS.start),
    step: position(step, DEFAULTS.step),
    range: position(range, DEFAULTS.range),
    isSprite: spriteColumn > 0,
  }));
}

/** A position that cannot be read is taken for the encoder's own choice: then no time is claimed. */
function position(given: string | undefined, otherwise: string): PresetPosition {
  return readPresetPosition(given ?? otherwise) ?? { unit: 'best' };
}
