import * as z from 'zod';
import { toJobError } from '../domain/job-error.js';
import type { OutputReport } from '../domain/media-event.js';
import { JOB_STATES } from '../domain/output-state.js';
import { isStep } from '../domain/resource-name.js';
import { MAX_VIDEO_ID_LENGTH } from '../domain/video-id.js';
import { reasonsOf } from './envelope.js';

const name = z.string().max(MAX_VIDEO_ID_LENGTH).refine(isStep, 'no resource can be called so');

const error = z.object({ code: z.string().optional().catch(undefined), message: z.string() });

/** Members that we do not read may be anything. Healthy outputs may have an `error` too: only that of a failed one counts. */
export const output = z
  .object({
    assetName: name,
    state: z.enum(JOB_STATES),
    label: z.string().optional().catch(undefined),
    error: error.optional().catch(undefined),
  })
  .transform(({ assetName, state, label, error: given }): OutputReport => {
    const failure = state === 'Error' ? toJobError(given?.code, given?.message) : undefined;
    return { assetName, state, ...(label !== undefined && { label }), ...(failure && { error: failure }) };
  });

/** The outputs of an event that can be read, and why the others cannot: one of them is no reason to lose the rest. */
export function readOutputs(given: readonly unknown[]): { outputs: OutputReport[]; unreadable: string[] } {
  const read = given.map((one) => output.safeParse(one));
  return {
    outputs: read.flatMap(({ data }) => data ?? []),
    unreadable: read.flatMap(({ error }, i) => (error === undefined ? [] : reasonsOf(error, ['data', 'outputs', i]))),
  };
}
