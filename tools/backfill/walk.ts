import type { Position, Stop } from './checkpoint.js';

export interface Walk {
  /** What failed before the walk was stopped: visited first. */
  again: readonly Stop[];
  /** What nobody has visited yet, in its order. */
  ahead: readonly Stop[];
  /** The last stop before all that is ahead. */
  last: Stop | undefined;
  concurrency: number;
  /** Ends the walk after what is under way. */
  signal: AbortSignal;
  /** Answers whether it worked; what it throws ends the walk. */
  visit: (stop: Stop) => Promise<boolean>;
  /** Called after each visit, with where to go on from there. */
  reached: (position: Position) => void;
}

/**
 * Visits the stops in their order, several at a time. Those that are done make a line with gaps: the position is where the
 * first gap begins, so that nothing before it has to be looked at again but for what has failed.
 */
export async function walk({ again, ahead, last, concurrency, signal, visit, reached }: Walk): Promise<void> {
  const stops = [...again, ...ahead];
  const done = new Set<number>();
  const failed = new Map(again.map((stop) => [nameOf(stop), stop]));
  let next = 0;
  let gap = again.length;
  const errors: unknown[] = [];

  const finish = (index: number, stop: Stop, isDone: boolean): void => {
    if (isDone) failed.delete(nameOf(stop));
    else failed.set(nameOf(stop), stop);
    done.add(index);
    while (done.delete(gap)) gap += 1;
    reached({ last: gap === again.length ? last : stops[gap - 1], failed: [...failed.values()] });
  };

  const worker = async (): Promise<void> => {
    while (!signal.aborted && errors.length === 0) {
      const index = next++;
      const stop = stops[index];
      if (stop === undefined) return;
      await visit(stop).then(
        (isDone) => {
          finish(index, stop, isDone);
        },
        (error: unknown) => errors.push(error),
      );
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  if (errors.length > 0) throw errors[0];
}

function nameOf({ account, container }: Stop): string {
  return `${account}/${container}`;
}
