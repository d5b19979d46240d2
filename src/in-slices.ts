import { setImmediate } from 'node:timers/promises';
import type { Steps } from './domain/steps.js';

/** As long as the process may be held at a time, less what one step may take more. */
const SLICE_MS = 10;

/** Runs long work in slices: between them, whatever else waits for the process gets its turn. */
export async function inSlices<Result>(
  steps: Steps<Result>,
  now: () => number = () => performance.now(),
): Promise<Result> {
  let end = now() + SLICE_MS;
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (now() < end) continue;
    await setImmediate();
    end = now() + SLICE_MS;
  }
}
