import * as z from 'zod';
import type { ImageRule, PresetPosition } from '../../domain/image-rule.js';
import { LIMITS } from '../../domain/limits.js';
import { isoDurationMs, listOf, text } from '../outside-values.js';

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

/**
 * A position as presets write it: `PT5S`, `10%`, `{Best}`, a number of frames, or `00:00:05` as in presets of v2.
 * Undefined for anything else.
 * https://learn.microsoft.com/rest/api/media/transforms/create-or-update#jpgimage
 */
export function readPresetPosition(text: string): PresetPosition | undefined {
  if (text.length > LIMITS.valueCharacters) return undefined;
  const trimmed = text.trim();
  if (/^\{best\}$/i.test(trimmed)) return { unit: 'best' };
  if (/^\d+$/.test(trimmed)) return { unit: 'frames', value: Number(trimmed) };
  if (/^\d+(\.\d+)?\s*%$/.test(trimmed)) return { unit: 'percent', value: parseFloat(trimmed) };
  const clock = /^(\d+):(\d{1,2}):(\d{1,2}(?:\.\d+)?)$/.exec(trimmed);
  if (clock !== null) {
    const [hours = 0, minutes = 0, seconds = 0] = clock.slice(1).map(Number);
    return { unit: 'ms', value: Math.round((hours * 60 + minutes) * 60_000 + seconds * 1000) };
  }
  const value = isoDurationMs(trimmed.toUpperCase());
  return value === undefined ? undefined : { unit: 'ms', value };
}
