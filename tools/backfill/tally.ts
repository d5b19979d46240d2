import { describeLocation } from '../../src/domain/location.js';
import type { PlaceLine } from './visit-container.js';

type Outcome = PlaceLine['outcome'];

/** Places for which one thing is wrong, a few of them by name. */
export interface Reason {
  reason: string;
  count: number;
  examples: string[];
}

/** Counts what became of the locations, and why some could not be. */
export interface Tally {
  add(line: PlaceLine): void;
  outcomes(): Partial<Record<Outcome, number>>;
  /** What failed, the most frequent reason first. */
  failures(): Reason[];
  /** Series that were left out since they cannot be read. */
  leftOut(): number;
}

const EXAMPLES = 3;

export function createTally(): Tally {
  const outcomes = new Map<Outcome, number>();
  const reasons = new Map<string, Reason>();
  let leftOut = 0;
  return {
    add: (line) => {
      outcomes.set(line.outcome, (outcomes.get(line.outcome) ?? 0) + 1);
      leftOut += line.leftOut?.length ?? 0;
      if (line.outcome !== 'failed') return;
      const { account, container, prefix = '', reason = '' } = line;
      // One reason for all containers, so without the name of each.
      const general = reason.replaceAll(container, '…');
      const known = reasons.get(general) ?? { reason: general, count: 0, examples: [] };
      reasons.set(general, known);
      known.count += 1;
      if (known.examples.length < EXAMPLES) known.examples.push(describeLocation({ account, container, prefix }));
    },
    outcomes: () => Object.fromEntries(outcomes),
    failures: () => [...reasons.values()].sort((a, b) => b.count - a.count),
    leftOut: () => leftOut,
  };
}
