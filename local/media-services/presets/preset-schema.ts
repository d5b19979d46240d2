import { z } from 'zod';
import { isPlainFileName } from './file-name.js';
import { parseSide } from './layer-size.js';
import { parsePosition } from './position.js';

/** The documented limit of outputs, also applied to codecs, layers and formats. */
const maxItems = 20;

/** Presets may contain numbers where the API documents strings, as in v2; they are converted to strings. */
const text = z.union([z.string(), z.number().transform(String)]);

const side = text.refine((value) => parseSide(value) !== undefined, 'is neither pixels nor a percentage up to 100%');
const label = z.string().regex(/^[^\\/{}\p{Cc}]{1,64}$/u, 'must be 1 to 64 characters without / \\ { }');
const position = text.refine((value) => parsePosition(value), 'is no ISO 8601 duration, percentage or frame count');
const length = position.refine((value) => {
  const parsed = parsePosition(value);
  return parsed && 'value' in parsed && parsed.value > 0;
}, 'must be more than 0');

const layer = z.object({
  width: side.optional(),
  height: side.optional(),
  label: label.optional(),
  quality: z.number().min(0).max(100).optional(),
});

const image = z.object({
  '@odata.type': z.enum(['#Microsoft.Media.JpgImage', '#Microsoft.Media.PngImage']),
  label: label.optional(),
  keyFrameInterval: z.string().max(40).optional(),
  stretchMode: z.enum(['None', 'AutoSize', 'AutoFit']).default('AutoSize'),
  syncMode: z.enum(['Auto', 'Passthrough', 'Cfr', 'Vfr']).default('Auto'),
  start: position,
  step: length.optional(),
  range: length.optional(),
  layers: z.array(layer).max(maxItems).optional(),
  spriteColumn: z.int().min(1).max(1_000).optional(),
});

const pattern = z
  .string()
  .refine((value) => isPlainFileName(value.replace(/\{\w*\}/g, 'x')), 'must be a file name, not a path');
const imageFormat = z.object({
  '@odata.type': z.enum(['#Microsoft.Media.JpgFormat', '#Microsoft.Media.PngFormat']),
  filenamePattern: pattern,
});

const isImage = (type: string) => /\.(Jpg|Png)(Image|Format)$/.test(type);

/**
 * Validates image codecs and formats with `schema`. Audio and video ones are kept unchanged, so that real transforms are
 * accepted; they produce no files. A plain union would report "invalid input" without the reason.
 */
function imagesBy<T extends z.ZodType>(schema: T) {
  return z.looseObject({ '@odata.type': z.string().max(100) }).transform((value, context) => {
    if (!isImage(value['@odata.type'])) return value;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path: [...path], message });
    return z.NEVER;
  });
}

/** One image codec of a preset, with the service's defaults filled in. */
export type ImageCodec = z.infer<typeof image>;
export type ImageLayer = z.infer<typeof layer>;

/** A StandardEncoderPreset with camel-case keys; codecs and formats that are not images are kept unchanged. */
export const standardEncoderPreset = z.object({
  '@odata.type': z.literal('#Microsoft.Media.StandardEncoderPreset'),
  filters: z.looseObject({}).optional(),
  codecs: z.array(imagesBy(image)).min(1).max(maxItems),
  formats: z.array(imagesBy(imageFormat)).max(maxItems).default([]),
});

export const builtInPreset = z.looseObject({
  '@odata.type': z.literal('#Microsoft.Media.BuiltInStandardEncoderPreset'),
  presetName: z.string().regex(/^\w{1,80}$/),
});

export type StandardEncoderPreset = z.infer<typeof standardEncoderPreset>;
export type BuiltInPreset = z.infer<typeof builtInPreset>;
export type Preset = StandardEncoderPreset | BuiltInPreset;

/** The image codecs of a preset, in its order. */
export function imageCodecs(preset: StandardEncoderPreset): ImageCodec[] {
  return preset.codecs.filter((codec): codec is ImageCodec => isImage(codec['@odata.type']));
}

/** The file name patterns of a preset's JPG or PNG formats, in its order. */
export function imagePatterns(preset: StandardEncoderPreset, kind: 'Jpg' | 'Png'): string[] {
  return preset.formats.flatMap((format) =>
    format['@odata.type'] === `#Microsoft.Media.${kind}Format` ? [String(format['filenamePattern' as never])] : [],
  );
}
