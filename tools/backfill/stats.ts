import type { ClaimSource } from '../../src/domain/location-record.js';
import { describeLocation } from '../../src/domain/location.js';
import { TIME_SOURCES } from '../../src/domain/series.js';
import type { LocationLine } from './backfill-container.js';
import type { RefusedContainer } from './plan.js';

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
  /** How many locations have the video that this source names. */
  sources(): Partial<Record<ClaimSource, number>>;
  /** The most frequent reason is first. */
  failures(): Reason[];
  /** The number of images and files that cannot be read, or not in full. */
  leftOut(): number;
  /** The number of images that are of no series. */
  unrecognised(): number;
  /** A video that this run has recorded, or else one that was recorded before, with images to show. */
  example(): string | undefined;
  /** Thumbnails and sprites by the source of their times. */
  times(): NonNullable<LocationLine['times']>;
}

const MAX_EXAMPLES = 3;
const MAX_REFUSED = 10;

export function createStats(): BackfillStats {
  const outcomes = new Map<Outcome, number>();
  const sources = new Map<ClaimSource, number>();
  const failures = reasons(MAX_EXAMPLES);
  const times: NonNullable<LocationLine['times']> = {};
  let leftOut = 0;
  let unrecognised = 0;
  let recorded: string | undefined;
  let known: string | undefined;
  return {
    add: (line) => {
      const { outcome, account, container, prefix = '', reason, videoId, source } = line;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (source !== undefined) sources.set(source, (sources.get(source) ?? 0) + 1);
      leftOut += line.leftOut?.length ?? 0;
      unrecognised += line.unrecognised?.count ?? 0;
      for (const one of [...TIME_SOURCES, 'unknown'] as const) {
        const count = line.times?.[one];
        if (count !== undefined) times[one] = (times[one] ?? 0) + count;
      }
      const isShown = outcome !== 'deleted' && line.unservable === undefined;
      if (isShown && outcome === 'unchanged') known ??= videoId;
      else if (isShown) recorded ??= videoId;
      // Without the container's name, so that equal reasons are counted together.
      if (reason !== undefined)
        failures.add(reason.replaceAll(container, '…'), describeLocation({ account, container, prefix }));
    },
    outcomes: () => Object.fromEntries(outcomes),
    sources: () => Object.fromEntries(sources),
    failures: failures.list,
    leftOut: () => leftOut,
    times: () => times,
    unrecognised: () => unrecognised,
    example: () => recorded ?? known,
  };
}

/** Why containers are refused, with some of their names. */
export function groupRefused(refused: readonly RefusedContainer[]): Reason[] {
  const { add, list } = reasons(MAX_REFUSED);
  for (const { account, container, reason } of refused) add(reason, `${account}/${container}`);
  return list();
}

function reasons(maxExamples: number) {
  const byReason = new Map<string, Reason>();
  return {
    add: (reason: string, example: string): void => {
      const known = byReason.get(reason) ?? { reason, count: 0, examples: [] };
      byReason.set(reason, known);
      known.count += 1;
      if (known.examples.length < maxExamples) known.examples.push(example);
    },
    list: (): Reason[] => [...byReason.values()].sort((a, b) => b.count - a.count),
  };
}
