import type { ImageRule } from '../domain/image-rule.js';
import type { OutputNews } from '../domain/media-event.js';
import type { Job } from './ports.js';

/**
 * The image rules that made an output: the job's own preset, else the transform's at the same position. When the job
 * is gone (they go after 90 days), the label's number tells the position; a label of the customer's own does not, and
 * then any output's rules may match. Undefined when nobody remembers a preset.
 */
export function rulesFor(
  { assetName, label }: OutputNews,
  job: Job | undefined,
  transform: readonly (readonly ImageRule[])[] | undefined,
): readonly ImageRule[] | undefined {
  const position = job?.outputs.findIndex((output) => output.assetName === assetName) ?? labelPosition(label);
  const override = job?.outputs[position]?.rules;
  return override ?? transform?.[position] ?? transform?.flat();
}

function labelPosition(label: string | undefined): number {
  const digits = /_(\d+)$/.exec(label ?? '')?.[1];
  return digits === undefined ? -1 : Number(digits);
}
