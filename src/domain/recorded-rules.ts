import type { ImageRule } from './image-rule.js';
import { compareText } from './text.js';

/** Where rules for reading a listing come from, the strongest first. */
export const RULE_SOURCES = ['job', 'operator', 'webvtt', 'names', 'inferred'] as const;
export type RuleSource = (typeof RULE_SOURCES)[number];

/** What one source says about the images of a location, and when it said so. */
export interface SourceRules {
  at: Date;
  /** Names, kinds and times, as the preset of a job has them. */
  images: readonly ImageRule[];
}

export type RecordedRules = Readonly<Partial<Record<RuleSource, SourceRules>>>;

/** Both sets of rules as one: of each source the newer, at one instant the greater text. The same object when nothing changes. */
export function mergeRules(known: RecordedRules, reported: RecordedRules = {}): RecordedRules {
  const newer = Object.entries(reported).filter(([source, rules]) => {
    const before = known[source as RuleSource];
    return before === undefined || compareRules(rules, before) > 0;
  });
  return newer.length === 0 ? known : { ...known, ...Object.fromEntries(newer) };
}

function compareRules(one: SourceRules, other: SourceRules): number {
  return one.at.getTime() - other.at.getTime() || compareText(JSON.stringify(one.images), JSON.stringify(other.images));
}

/** The rules that decide how a listing is read: those of the strongest source; undefined when the names alone decide. */
export function strongestRules(rules: RecordedRules): (SourceRules & { source: RuleSource }) | undefined {
  const source = RULE_SOURCES.find((one) => rules[one] !== undefined);
  const found = source && rules[source];
  return found && { ...found, source };
}

/** Whether a listing read by `next` may replace the times of equal images that were read by `known`. */
export function mayReplaceTimes(
  next: { source: RuleSource; at: Date } | undefined,
  known: { source: RuleSource; at: Date } | undefined,
): boolean {
  if (next === undefined) return false;
  if (known === undefined) return true;
  const stronger = RULE_SOURCES.indexOf(known.source) - RULE_SOURCES.indexOf(next.source);
  return stronger > 0 || (stronger === 0 && next.at > known.at);
}
