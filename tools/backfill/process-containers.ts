import type { Position, ContainerRef } from './checkpoint.js';

export interface ProcessOptions {
  /** The containers that failed in an earlier run: they are processed first. */
  retries: readonly ContainerRef[];
  /** The containers that no run has processed, in order. */
  pending: readonly ContainerRef[];
  /** The container before the first pending one. */
  last: ContainerRef | undefined;
  concurrency: number;
  /** Ends the run after the containers in progress. */
  signal: AbortSignal;
  /** Resolves with whether it succeeded; an exception ends the run. */
  process: (container: ContainerRef) => Promise<boolean>;
  /** Called after each container, with the position to continue from. */
  onProgress: (position: Position) => void;
}

/**
 * Processes the containers in order, several at the same time. The position is before the first unfinished container, so that a
 * later run skips everything before it except the failures.
 */
export async function processContainers({
  retries,
  pending,
  last,
  concurrency,
  signal,
  process,
  onProgress,
}: ProcessOptions): Promise<void> {
  const containers = [...retries, ...pending];
  const done = new Set<number>();
  const failed = new Map(retries.map((container) => [keyOf(container), container]));
  let next = 0;
  let firstUnfinished = retries.length;
  const errors: unknown[] = [];

  const finish = (index: number, container: ContainerRef, isDone: boolean): void => {
    if (isDone) failed.delete(keyOf(container));
    else failed.set(keyOf(container), container);
    done.add(index);
    while (done.delete(firstUnfinished)) firstUnfinished += 1;
    onProgress({
      last: firstUnfinished === retries.length ? last : containers[firstUnfinished - 1],
      failed: [...failed.values()],
    });
  };

  const worker = async (): Promise<void> => {
    while (!signal.aborted && errors.length === 0) {
      const index = next++;
      const container = containers[index];
      if (container === undefined) return;
      await process(container).then(
        (isDone) => {
          finish(index, container, isDone);
        },
        (error: unknown) => errors.push(error),
      );
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  if (errors.length > 0) throw errors[0];
}

function keyOf({ account, container }: ContainerRef): string {
  return `${account}/${container}`;
}
