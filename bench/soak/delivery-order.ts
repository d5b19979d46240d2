import type { SimulatedJob } from './simulated-jobs.js';
import { shuffled } from './random.js';

/** Every event of the jobs twice, in the same order for the same seed: all mixed, or all that concerns an asset together. */
export function deliveryOrder(jobs: readonly SimulatedJob[], seed: number, together: boolean): object[] {
  const groups = together ? byAsset(jobs) : [jobs];
  return shuffled(groups, seed).flatMap((group, i) => {
    const events = group.flatMap((job) => job.events);
    return shuffled([...events, ...events], seed + i);
  });
}

/** Every event of the jobs once, as they were raised, in lanes of which each has its own assets: none waits for another. */
export function inLanes(jobs: readonly SimulatedJob[], count: number): object[][] {
  const lanes = Array.from({ length: count }, (): object[] => []);
  byAsset(jobs).forEach((group, i) => lanes[i % count]?.push(...group.flatMap(({ events }) => events)));
  return lanes;
}

function byAsset(jobs: readonly SimulatedJob[]): SimulatedJob[][] {
  const groups = new Map<string, SimulatedJob[]>();
  for (const job of jobs) groups.set(job.assetName, [...(groups.get(job.assetName) ?? []), job]);
  return [...groups.values()];
}
