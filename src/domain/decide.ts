import { contentVersionOf, keepTimes, type Content, type RecordedRules } from './content.js';
import { isCovered, latest } from './deletion.js';
import { containerIdOf, deletedAt, firstSeq, ownerOf, type LocationRecord } from './location-record.js';
import { withPublication } from './publication.js';
import type { DecideContext, ImagesReport, Report } from './report.js';
import { compareText } from './text.js';
import { canonicalVideoId } from './video-id.js';

/** A location has at most so many names from assets, and so many former owners; one more is refused. */
export const MAX_ALIASES = 20;
export const MAX_FORMER_OWNERS = 50;

export class RecordFull extends Error {
  override readonly name = 'RecordFull';
}

/**
 * The record after a report; the same object when the report changes nothing. Whatever the order of reports, and however
 * often each comes, they end in the same claims, job, rules, times, deletions and aliases (docs/recording.md).
 */
export function decide(record: LocationRecord | undefined, report: Report, context: DecideContext): LocationRecord {
  const before = record ?? emptyRecord(report, context.now);
  const next = settleOwner(before, apply(before, report));
  const isSame = record !== undefined && factsOf(before) === factsOf(next) && report.kind !== 'retire';
  if (isSame) return record.missingSince === next.missingSince ? record : next;
  const seq = before.seq + 1;
  const isMoved = record === undefined || ownerOf(before) !== ownerOf(next) || report.kind === 'retire';
  return withPublication(record, { ...next, seq, ownerSeq: isMoved ? seq : before.ownerSeq }, report, context);
}

function emptyRecord(report: Report, now: Date): LocationRecord {
  if (report.kind !== 'images') throw new Error('only a report of images begins a record');
  const { location, source, claim } = report;
  const none = { rules: {}, contentVersion: '', deletions: {}, aliases: [], formerOwners: [] };
  const seq = firstSeq(now) - 1;
  return { location, claims: { [source]: claim }, ...none, seq, ownerSeq: seq };
}

function apply(before: LocationRecord, report: Report): LocationRecord {
  switch (report.kind) {
    case 'images':
      return applyImages(before, report);
    case 'delete':
      return withoutCovered(before, withDeletions(before, { [report.videoId]: report.at }));
    case 'missing':
      return before.missingSince?.getTime() === report.since.getTime() ? emptied(before) : before;
    case 'retire':
      return before;
  }
}

function applyImages(known: LocationRecord, report: ImagesReport): LocationRecord {
  const before = withCanonicalIds(known);
  const { source, claim, at, job, asset, aliases = [], deletions = {} } = report;
  const names = [...new Set([...before.aliases, ...aliases])].sort(compareText);
  if (names.length > MAX_ALIASES) throw new RecordFull(`the location would have more than ${MAX_ALIASES} names`);
  const reported: LocationRecord = withDeletions(
    {
      ...before,
      claims: { ...before.claims, [source]: newest(before.claims[source], claim, ({ videoId }) => videoId) },
      rules: newestRules(before.rules, report.rules),
      recordedAt: latest(before.recordedAt, at) ?? at,
      aliases: names,
      ...(job !== undefined && { job: newest(before.job, job, (one) => JSON.stringify([one.transform, one.job])) }),
      ...(asset !== undefined && { asset: newest(before.asset, asset, ({ name }) => name) }),
    },
    deletions,
  );
  const next = withoutCovered(before, reported);
  if (isCovered(at, deletedAt(next))) return next;
  if (report.found?.isEmpty === false) delete next.missingSince;
  const content = nextContent(next.content, before.recordedAt, report);
  if (content === undefined) return emptied(next);
  return { ...next, content, contentVersion: contentVersionOf(content) };
}

/** Earlier versions kept ids as they came: such a video moves to its canonical id, and its deletion with it. */
function withCanonicalIds(record: LocationRecord): LocationRecord {
  const claims = Object.entries(record.claims).map(([source, claim]) => {
    return [source, { ...claim, videoId: canonicalVideoId(claim.videoId) }] as const;
  });
  const deletions = Object.entries(record.deletions).map(([id, at]) => [canonicalVideoId(id), at] as const);
  return { ...record, claims: Object.fromEntries(claims), deletions: Object.fromEntries(deletions) };
}

/** What a deletion covers is emptied, so that the same images count as new when they are recorded again. */
function withoutCovered({ recordedAt }: LocationRecord, next: LocationRecord): LocationRecord {
  return recordedAt !== undefined && isCovered(recordedAt, deletedAt(next)) ? emptied(next) : { ...next };
}

/** The newest listing counts. An empty one replaces content only for a report that is newer than all before it. */
function nextContent(
  known: Content | undefined,
  recordedAt: Date | undefined,
  { found, asked, at }: ImagesReport,
): Content | undefined {
  const unservable = asked === undefined ? known?.unservable : asked.unservable;
  if (unservable !== undefined) return known?.unservable === unservable ? known : { series: [], unservable };
  // Images that were unservable have to be listed first.
  if (found === undefined) return known?.unservable === undefined ? known : undefined;
  const { isEmpty, ...listed } = found;
  const isNewer = recordedAt === undefined || at > recordedAt;
  if (known !== undefined && known.unservable === undefined && isEmpty && !isNewer) return known;
  return known === undefined ? listed : keepTimes(known, listed);
}

function withDeletions(record: LocationRecord, reported: Readonly<Record<string, Date | undefined>>): LocationRecord {
  const deletions = new Map(Object.entries(record.deletions));
  for (const [id, at] of Object.entries(reported)) {
    const newest = latest(deletions.get(id), at);
    if (newest !== undefined) deletions.set(id, newest);
  }
  const counts = [ownerOf(record), containerIdOf(record.location)];
  const kept = [...deletions].filter(([id]) => counts.includes(id));
  return { ...record, deletions: Object.fromEntries(kept.sort(([one], [other]) => compareText(one, other))) };
}

function emptied(record: LocationRecord): LocationRecord {
  const next = { ...record, contentVersion: '' };
  delete next.content;
  return next;
}

function settleOwner(before: LocationRecord, next: LocationRecord): LocationRecord {
  const [was, is] = [ownerOf(before), ownerOf(next)];
  if (was === is) return next;
  const formerOwners = [...new Set([...next.formerOwners, was])].filter((id) => id !== is).sort(compareText);
  if (formerOwners.length > MAX_FORMER_OWNERS) {
    throw new RecordFull(`the location would have more than ${MAX_FORMER_OWNERS} former owners`);
  }
  return { ...next, formerOwners };
}

/** The newer of two; at one instant the one with the greater text counts. */
function newest<Value extends { at: Date }>(
  known: Value | undefined,
  reported: Value,
  textOf: (one: Value) => string,
): Value {
  if (known === undefined) return reported;
  const order = reported.at.getTime() - known.at.getTime() || compareText(textOf(reported), textOf(known));
  return order > 0 ? reported : known;
}

function newestRules(known: RecordedRules, reported: RecordedRules = {}): RecordedRules {
  const { job, operator } = reported;
  return {
    ...known,
    ...(job && { job: newest(known.job, job, ({ images }) => JSON.stringify(images)) }),
    ...(operator && { operator: newest(known.operator, operator, ({ times }) => JSON.stringify(times)) }),
  };
}

/** Everything that a report can change, as text. `contentVersion` stands for what callers see of the content. */
function factsOf(record: LocationRecord): string {
  const { claims, job, asset, rules, recordedAt, content, contentVersion, deletions, aliases } = record;
  const sources = Object.entries(claims).sort(([one], [other]) => compareText(one, other));
  const known = [rules.job, rules.operator];
  const images = content && [contentVersion, content.readBy];
  return JSON.stringify([sources, job, asset, known, recordedAt, images, deletions, aliases]);
}
