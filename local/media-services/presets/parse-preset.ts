import type { z } from 'zod';
import { namingProblems } from './image-series.js';
import { isSingle } from './image-times.js';
import { maxImages } from './limits.js';
import { parsePosition } from './position.js';
import { builtInPreset, imageCodecs, standardEncoderPreset, type Preset } from './preset-schema.js';
import { fromAnyPreset, isJsonObject } from './v2-preset.js';

/** A preset that was rejected; the message has every reason, for the caller. */
export class PresetError extends Error {}

/** Where step and range are percentages, the number of images does not depend on the video and is checked here. */
function countProblems(codec: { start: string; step?: string | undefined; range?: string | undefined }): string[] {
  const step = parsePosition(codec.step ?? '10%');
  const range = parsePosition(codec.range ?? '100%');
  if (isSingle(codec) || step?.unit !== 'percent' || range?.unit !== 'percent') return [];
  const count = Math.ceil(range.value / step.value);
  return count > maxImages ? [`step and range ask for ${count} images; at most ${maxImages} are made`] : [];
}

/** One line for each zod issue, with the caller's path. */
export function issueLines(error: z.ZodError, prefix: string): string[] {
  return error.issues.map((issue) => [[prefix, ...issue.path].filter(String).join('.'), issue.message].join(' '));
}

/** Validates a preset and fills in the service's defaults. Throws PresetError with everything that is wrong. */
export function parsePreset(value: unknown): Preset {
  const preset = fromAnyPreset(value);
  const type = isJsonObject(preset) ? preset['@odata.type'] : undefined;
  if (type === '#Microsoft.Media.BuiltInStandardEncoderPreset') {
    const parsed = builtInPreset.safeParse(preset);
    if (!parsed.success) throw new PresetError(issueLines(parsed.error, 'preset').join('; '));
    return parsed.data;
  }
  if (type !== '#Microsoft.Media.StandardEncoderPreset') {
    throw new PresetError(
      `preset of @odata.type '${String(type).slice(0, 100)}' is not supported by the local encoder`,
    );
  }
  const parsed = standardEncoderPreset.safeParse(preset);
  if (!parsed.success) throw new PresetError(issueLines(parsed.error, 'preset').join('; '));
  const problems = [...imageCodecs(parsed.data).flatMap(countProblems), ...namingProblems(parsed.data)];
  if (problems.length > 0) throw new PresetError(problems.join('; '));
  return parsed.data;
}
