import fc from 'fast-check';
import { decide } from '../../../src/domain/decide.js';
import type { ImagesReport, Report } from '../../../src/domain/report.js';
import {
  CLAIM_SOURCES,
  deletedAt,
  isShown,
  ownerOf,
  ownerSourceOf,
  versionOf,
  type LocationRecord,
} from '../../../src/domain/location-record.js';
import { RULE_SOURCES } from '../../../src/domain/content.js';
import { isCovered } from '../../../src/domain/deletion.js';
import { anyImagesReport, anyReport, imagesReport, LOCATION, minute } from './reports.js';

const CONTEXT = { now: minute(100), publishing: 'on' } as const;
const RUNS = { numRuns: 200 };

/** All records that reports lead to, one after another, from a first report of images. */
function recordsOf(first: ImagesReport, later: readonly Report[]): LocationRecord[] {
  const records = [decide(undefined, first, CONTEXT)];
  for (const report of later) records.push(decide(records.at(-1), report, CONTEXT));
  return records;
}

function lastOf(first: ImagesReport, later: readonly Report[]): LocationRecord {
  return recordsOf(first, later).at(-1) as LocationRecord;
}

/** Each report after the record before it: the first begins the record. */
const histories = fc.tuple(anyImagesReport, fc.array(anyReport, { maxLength: 8 }));

function forEveryStep(check: (before: LocationRecord, after: LocationRecord, report: Report) => void): void {
  fc.assert(
    fc.property(histories, ([first, later]) => {
      const records = recordsOf(first, later);
      later.forEach((report, i) => {
        const [before, after] = [records[i], records[i + 1]];
        if (before !== undefined && after !== undefined) check(before, after, report);
      });
    }),
    RUNS,
  );
}

/** What every order must end in. The tombstones of the videos are read anew for each report, so each report knows all of them. */
function factsOf(record: LocationRecord) {
  const { claims, recordedAt, job, asset, rules, aliases, deletions } = record;
  return { claims, recordedAt, job, asset, rules, aliases, deletions, owner: ownerOf(record) };
}

describe('decide', () => {
  it('ends in the same claims, times, job, rules, deletions and aliases whatever the order and repetition of reports', () => {
    const deletions = fc.dictionary(fc.constantFrom('A', 'B', 'w'), fc.integer({ min: 0, max: 6 }).map(minute));
    const reports = fc.array(anyImagesReport, { minLength: 1, maxLength: 6 });
    const orders = fc.tuple(reports, deletions).chain(([given, known]) => {
      const all = given.map((one) => ({ ...one, deletions: known }));
      const repeated = fc.array(fc.constantFrom(...all), { maxLength: 6 }).map((again) => [...all, ...again]);
      return fc.tuple(
        fc.constant(all),
        repeated.chain((some) => fc.shuffledSubarray(some, { minLength: some.length })),
      );
    });
    fc.assert(
      fc.property(orders, ([[first, ...later], [otherFirst, ...otherLater]]) => {
        if (first === undefined || otherFirst === undefined) return;
        expect(factsOf(lastOf(otherFirst, otherLater))).toEqual(factsOf(lastOf(first, later)));
      }),
      RUNS,
    );
  });

  it('ends in the same deletions of the owner and of the container wherever a delete comes among the reports', () => {
    const deletes = fc.record({
      kind: fc.constant('delete' as const),
      videoId: fc.constantFrom('A', 'w'),
      at: fc.constant(minute(3)),
    });
    const others = fc.array(
      fc.oneof(
        anyImagesReport.map((one) => ({ ...one, claim: { ...one.claim, videoId: 'A' } })),
        deletes,
      ),
      { maxLength: 6 },
    );
    const shuffled = others.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        const first = imagesReport({ at: minute(0) });
        expect(factsOf(lastOf(first, other))).toEqual(factsOf(lastOf(first, one)));
      }),
      RUNS,
    );
  });

  it('never takes a location from a source for a weaker one', () => {
    const strength = (record: LocationRecord) => CLAIM_SOURCES.indexOf(ownerSourceOf(record));
    forEveryStep((before, after, report) => {
      expect(strength(after)).toBeGreaterThanOrEqual(strength(before));
      const isWeaker = report.kind !== 'images' || CLAIM_SOURCES.indexOf(report.source) < strength(before);
      if (isWeaker) expect(ownerOf(after)).toBe(ownerOf(before));
    });
  });

  it('lets nothing fall that may only grow', () => {
    forEveryStep((before, after) => {
      for (const source of CLAIM_SOURCES) {
        const [was, is] = [before.claims[source], after.claims[source]];
        if (was !== undefined) expect(is?.at.getTime()).toBeGreaterThanOrEqual(was.at.getTime());
      }
      for (const source of RULE_SOURCES) {
        const [was, is] = [before.rules[source], after.rules[source]];
        if (was !== undefined) expect(is?.at.getTime()).toBeGreaterThanOrEqual(was.at.getTime());
      }
      const timesOf = ({ recordedAt, job, asset }: LocationRecord) => [recordedAt, job?.at, asset?.at];
      timesOf(before).forEach((was, i) => {
        if (was !== undefined) expect(timesOf(after)[i]?.getTime()).toBeGreaterThanOrEqual(was.getTime());
      });
      expect(after.aliases).toEqual(expect.arrayContaining([...before.aliases]));
      const formerOwners = before.formerOwners.filter((id) => id !== ownerOf(after));
      expect(after.formerOwners).toEqual(expect.arrayContaining(formerOwners));
      for (const id of [ownerOf(after), 'w']) {
        const was = before.deletions[id];
        if (was !== undefined) expect(after.deletions[id]?.getTime()).toBeGreaterThanOrEqual(was.getTime());
      }
    });
  });

  it('keeps no deletion but those of the owner and of the container', () => {
    forEveryStep((_, after) => {
      const counted = [ownerOf(after), LOCATION.container];
      expect(Object.keys(after.deletions).filter((id) => !counted.includes(id))).toEqual([]);
    });
  });

  it('raises its number by one with each change and not otherwise, and the owner’s number with a new owner', () => {
    forEveryStep((before, after, report) => {
      const { seq, ownerSeq, missingSince } = after;
      const isChanged = textOf(before) !== textOf(after);
      expect(seq).toBe(before.seq + (isChanged ? 1 : 0));
      expect(ownerSeq).toBe(ownerOf(before) === ownerOf(after) ? before.ownerSeq : seq);
      if (report.kind === 'images') expect(decide(after, report, CONTEXT).seq).toBeLessThanOrEqual(seq + 1);
      if (seq === before.seq && missingSince === before.missingSince) expect(after).toBe(before);
    });
  });

  it('names every owner that was before, once, and not the present one', () => {
    fc.assert(
      fc.property(histories, ([first, later]) => {
        const records = recordsOf(first, later);
        const last = records.at(-1) as LocationRecord;
        const owners = new Set(records.map(ownerOf));
        owners.delete(ownerOf(last));
        expect(last.formerOwners).toEqual([...owners].sort());
      }),
      RUNS,
    );
  });

  it('shows nothing that is as old as a deletion, and has no content of it', () => {
    forEveryStep((_, after) => {
      if (!isCovered(after.recordedAt ?? minute(0), deletedAt(after))) return;
      expect(isShown(after)).toBe(false);
    });
  });

  it('lists nothing for a report that a deletion covers', () => {
    forEveryStep((before, after, report) => {
      if (report.kind !== 'images' || !isCovered(report.at, deletedAt(after)) || after.content === undefined) return;
      expect(after.content).toEqual(before.content);
    });
  });

  it('keeps an asset unservable until a report that asked for it, and listed, says otherwise', () => {
    forEveryStep((before, after, report) => {
      if (before.content?.unservable === undefined || after.content === undefined || report.kind !== 'images') return;
      const { asked, found, at } = report;
      // A deletion takes all of the content away.
      if (isCovered(before.recordedAt ?? minute(0), deletedAt(after))) return;
      const isServable = asked !== undefined && asked.unservable === undefined && found !== undefined;
      expect(after.content.unservable === undefined).toBe(isServable && !isCovered(at, deletedAt(after)));
    });
  });

  it('replaces images by an empty listing only for a report that is newer than all before it', () => {
    forEveryStep((before, after, report) => {
      if (report.kind !== 'images' || report.found?.isEmpty !== true || report.asked !== undefined) return;
      if (before.content === undefined || before.content.series.length === 0 || after.content === undefined) return;
      const isNewer = before.recordedAt === undefined || report.at > before.recordedAt;
      expect(after.content.series.length === 0).toBe(isNewer && !isCovered(report.at, deletedAt(after)));
    });
  });

  it('says when owner or content changed last, and that subscribers do not know of it', () => {
    forEveryStep((before, after) => {
      const isChanged = versionOf(before) !== versionOf(after);
      if (isChanged) {
        expect(after.changedAt).toEqual(CONTEXT.now);
        expect(after.publishedVersion).not.toBe(versionOf(after));
      } else {
        expect(after.publishedVersion).toBe(before.publishedVersion);
        expect(after.changedAt).toBe(before.changedAt);
      }
    });
  });
});

/** What reports can change, as text that does not depend on the order of keys. */
function textOf(record: LocationRecord): string {
  const { location, claims, job, asset, rules, recordedAt, content, contentVersion, deletions, aliases } = record;
  const facts = { location, claims, job, asset, rules, recordedAt, content, contentVersion, deletions, aliases };
  return JSON.stringify(sorted(facts));
}

function sorted(value: unknown): unknown {
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}
