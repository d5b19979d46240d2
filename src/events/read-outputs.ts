import * as z from 'zod';
import type { OutputNews } from '../domain/media-event.js';
import { JOB_STATES } from '../domain/output-state.js';
import { isStep } from '../domain/resource-name.js';
import { MAX_VIDEO_ID_LENGTH } from '../domain/video-id.js';
import { reasonsOf } from './envelope.js';

const name = z.string().max(MAX_VIDEO_ID_LENGTH).refine(isStep, 'no resource can be called so');

/** Members that we do not read may be anything, as `error` is on healthy outputs. */
export const output = z
  .object({ assetName: name, state: z.enum(JOB_STATES), label: z.string().optional().catch(undefined) })
  .transform(({ assetName, state, label }): OutputNews => ({
    assetName,
    state,
    ...(label !== undefined && { label }),
  }));

/** The outputs of an event that can be read, and why the others cannot: one of them is no reason to lose the rest. */
export function readOutputs(given: readonly unknown[]): { outputs: OutputNews[]; unreadable: string[] } {
  const read = given.map((one) => output.safeParse(one));
  return {
    outputs: read.flatMap(({ data }) => data ?? []),
    unreadable: read.flatMap(({ error }, i) => (error === undefined ? [] : reasonsOf(error, ['data', 'outputs', i]))),
  };
}
