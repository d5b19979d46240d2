import { describeLocation } from '../../src/domain/location.js';
import { TIME_SOURCES } from '../../src/domain/series.js';
import type { LocationLine } from './backfill-container.js';

type Outcome = LocationLine['outcome'];

/** A reason why locations are not recorded, with the number of locations and some examples. */
export interface Reason {
  reason: string;
  count: number;
  examples: string[];
}

/** Counts outcomes and reasons of failures. */
export interface BackfillStats {
  add(line: LocationLine): void;
  outcomes(): Partial<Record<Outcome, number>>;
  /** The most frequent reason is first. */
  failures(): Reason[];
  /** The number of series that cannot be read. */
  leftOut(): number;
  /** Thumbnails and sprites by the source of their times. */
  times(): NonNullable<LocationLine['times']>;
}

const MAX_EXAMPLES = 3;

export function createStats(): BackfillStats {
  const outcomes = new Map<Outcome, number>();
  const reasons = new Map<string, Reason>();
  const times: NonNullable<LocationLine['times']> = {};
  let leftOut = 0;
  return {
    add: (line) => {
      outcomes.set(line.outcome, (outcomes.get(line.outcome) ?? 0) + 1);
      leftOut += line.leftOut?.length ?? 0;
      for (const source of [...TIME_SOURCES, 'unknown'] as const) {
        const count = line.times?.[source];
        if (count !== undefined) times[source] = (times[source] ?? 0) + count;
      }
      const { account, container, prefix = '', reason } = line;
      if (reason === undefined) return;
      // Without the container's name, so that equal reasons are counted together.
      const general = reason.replaceAll(container, '…');
      const known = reasons.get(general) ?? { reason: general, count: 0, examples: [] };
      reasons.set(general, known);
      known.count += 1;
      if (known.examples.length < MAX_EXAMPLES) known.examples.push(describeLocation({ account, container, prefix }));
    },
    outcomes: () => Object.fromEntries(outcomes),
    failures: () => [...reasons.values()].sort((a, b) => b.count - a.count),
    leftOut: () => leftOut,
    times: () => times,
  };
}
