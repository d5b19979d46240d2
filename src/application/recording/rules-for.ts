import type { ImageRule } from '../../domain/image-rule.js';
import type { OutputReport } from '../../domain/media-event.js';
import type { Job } from './ports.js';

/**
 * The image rules that made an output's asset: of each of the job's outputs that wrote into it, the job's own preset, else
 * the transform's at the same position. When the job is gone (they go after 90 days), the label's number gives the position;
 * a label of the customer's own does not, and then any output's rules may match. Undefined when no preset is known.
 */
export function rulesFor(
  { assetName, label }: OutputReport,
  job: Job | undefined,
  transform: readonly (readonly ImageRule[])[] | undefined,
): readonly ImageRule[] | undefined {
  const positions = job === undefined ? [labelPosition(label)] : positionsOf(job, assetName);
  const known = positions
    .map((position) => job?.outputs[position]?.rules ?? transform?.[position])
    .filter((rules) => rules !== undefined);
  return known.length > 0 ? known.flat() : transform?.flat();
}

/** Names of resources compare without case, and events need not spell them as the job does. */
function positionsOf({ outputs }: Job, assetName: string): number[] {
  const wanted = assetName.toLowerCase();
  return outputs.flatMap((output, position) => (output.assetName.toLowerCase() === wanted ? [position] : []));
}

function labelPosition(label: string | undefined): number {
  const digits = /_(\d+)$/.exec(label ?? '')?.[1];
  return digits === undefined ? -1 : Number(digits);
}
