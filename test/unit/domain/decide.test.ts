import { MAX_ALIASES, MAX_FORMER_OWNERS, RecordFull, decide } from '../../../src/domain/decide.js';
import { outcomeOf, type DecideContext, type Report } from '../../../src/domain/report.js';
import {
  firstSeq,
  isPending,
  ownerOf,
  versionOf,
  type ClaimSource,
  type LocationRecord,
} from '../../../src/domain/location-record.js';
import type { ReadBy } from '../../../src/domain/content.js';
import { contentOf, imagesReport, minute } from './reports.js';

const ON: DecideContext = { now: minute(100), publishing: 'on' };
const FIRST = firstSeq(ON.now);

/** The record after these reports. */
function recordOf(reports: readonly Report[], context = ON): LocationRecord {
  const record = reports.reduce<LocationRecord | undefined>(
    (known, report) => decide(known, report, context),
    undefined,
  );
  if (record === undefined) throw new Error('no report was given');
  return record;
}

function claimOf(source: ClaimSource, videoId: string, at: number): Report {
  return imagesReport({ source, claim: { videoId, at: minute(at) }, at: minute(at) });
}

/** Images, one every so many seconds, read by rules of a source. */
function listed(images: number, seconds: number, source?: keyof ReadBy, at = 10) {
  const readBy = source && { [source]: minute(at) };
  const content = images === 0 ? { series: [] } : contentOf(images, seconds);
  return { ...content, ...(readBy && { readBy }), isEmpty: images === 0 };
}

const found = (images: number, at = 20): Report => imagesReport({ at: minute(at), found: listed(images, 5) });
const deletion = (videoId: string, at: number): Report => ({ kind: 'delete', videoId, at: minute(at) });
const seriesOf = ({ content }: LocationRecord) => content?.series.map(({ ranges }) => ranges[0]?.[1]);
const secondsOf = ({ content }: LocationRecord) => (content?.series[0]?.timing?.stepMs ?? 0) / 1000;

describe('the owner of a location', () => {
  it.each([
    ['the newer of two events', [claimOf('event', 'A', 10), claimOf('event', 'B', 20)], 'B'],
    ['the newer of two events, which came first', [claimOf('event', 'B', 20), claimOf('event', 'A', 10)], 'B'],
    ['the greater id of two events of one time', [claimOf('event', 'B', 10), claimOf('event', 'A', 10)], 'B'],
    ['an event, whatever a newer map says', [claimOf('event', 'A', 10), claimOf('operator', 'B', 20)], 'A'],
    ['a map, whatever the newer asset says', [claimOf('operator', 'A', 10), claimOf('asset', 'B', 20)], 'A'],
    ['an asset, whatever a newer marker says', [claimOf('inferred', 'w', 20), claimOf('asset', 'B', 10)], 'B'],
  ])('is that of %s', (_, reports, owner) => {
    expect(ownerOf(recordOf(reports))).toBe(owner);
  });

  it('leaves a marker for each former owner, and none for one that returns', () => {
    const moved = recordOf([claimOf('inferred', 'w', 5), claimOf('event', 'A', 10), claimOf('event', 'B', 20)]);
    expect(moved).toMatchObject({ formerOwners: ['A', 'w'], seq: FIRST + 2, ownerSeq: FIRST + 2 });
    expect(decide(moved, claimOf('event', 'A', 30), ON).formerOwners).toEqual(['B', 'w']);
  });

  it('does not change for one more than can be kept', () => {
    const claims = (count: number) => Array.from({ length: count }, (_, i) => claimOf('event', `video-${i}`, i));
    expect(recordOf(claims(MAX_FORMER_OWNERS + 1)).formerOwners).toHaveLength(MAX_FORMER_OWNERS);
    expect(() => recordOf(claims(MAX_FORMER_OWNERS + 2))).toThrow(RecordFull);
  });
});

it('refuses one more name than can be kept', () => {
  const names = Array.from({ length: MAX_ALIASES }, (_, i) => `asset-${i}`);
  expect(recordOf([imagesReport({ aliases: names })]).aliases).toHaveLength(MAX_ALIASES);
  expect(() => recordOf([imagesReport({ aliases: [...names, 'one-more'] })])).toThrow(RecordFull);
});

describe('the content', () => {
  it.each([
    ['an older report with a newer listing', [found(2, 20), found(3, 10)], [3]],
    ['an older report that finds nothing', [found(2, 20), found(0, 10)], [2]],
    ['a report of the same time that finds nothing', [found(2, 20), found(0, 20)], [2]],
    ['a newer report that finds nothing', [found(2, 20), found(0, 30)], []],
    [
      'a newer report that lists nothing',
      [found(2, 20), imagesReport({ at: minute(30), found: undefined as never })],
      [2],
    ],
    ['a newer deletion', [found(2, 20), deletion('A', 30)], undefined],
    ['an older deletion', [found(2, 20), deletion('A', 10)], [2]],
    ['a deletion of the container', [found(2, 20), deletion('w', 20)], undefined],
    ['a deletion of another video', [found(2, 20), deletion('B', 30)], [2]],
    ['a deletion, and an older report', [found(2, 20), deletion('A', 30), found(3, 25)], undefined],
    ['a deletion, and a newer report', [found(2, 20), deletion('A', 30), found(3, 40)], [3]],
  ])('after %s', (_, reports, images) => {
    const record = recordOf(reports);
    expect(seriesOf(record)).toEqual(images);
    if (images === undefined) expect(record.contentVersion).toBe('');
  });

  it.each([
    ['names', listed(2, 5), listed(2, 7), 5],
    ['the same rules', listed(2, 5, 'job'), listed(2, 7, 'job'), 5],
    ['weaker rules', listed(2, 5, 'job'), listed(2, 7, 'operator', 20), 5],
    ['newer rules', listed(2, 5, 'job'), listed(2, 7, 'job', 20), 7],
    ['stronger rules', listed(2, 5, 'operator', 20), listed(2, 7, 'job'), 7],
    ['names, but shows other images', listed(2, 5, 'job'), listed(3, 7), 7],
  ])('has these times where the later listing is read by %s', (_, one, other, seconds) => {
    expect(secondsOf(recordOf([imagesReport({ found: one }), imagesReport({ found: other })]))).toBe(seconds);
  });

  it('goes when the container is missing as long as was said, and not when images were found since', () => {
    const missingSince = minute(50);
    const missing: Report = { kind: 'missing', since: missingSince };
    const waiting: LocationRecord = { ...recordOf([found(2)]), missingSince };
    expect(decide(waiting, missing, ON)).toMatchObject({ seq: FIRST + 1, contentVersion: '' });
    const returned = decide(waiting, found(2, 60), ON);
    expect(returned).not.toHaveProperty('missingSince');
    expect(decide(returned, missing, ON)).toBe(returned);
    expect(decide(waiting, { kind: 'missing', since: minute(51) }, ON)).toBe(waiting);
  });
});

it('raises both numbers of a record that is about to be removed', () => {
  expect(recordOf([found(2), deletion('A', 30), { kind: 'retire' }])).toMatchObject({
    seq: FIRST + 2,
    ownerSeq: FIRST + 2,
  });
});

it('begins a record with higher numbers than one of the same location that was removed before', () => {
  const removed = recordOf([found(2), deletion('A', 30), { kind: 'retire' }]);
  expect(recordOf([found(2)], { ...ON, now: minute(110) }).seq).toBeGreaterThan(removed.seq);
});

describe('what subscribers know', () => {
  const published = (record: LocationRecord): LocationRecord => ({ ...record, publishedVersion: versionOf(record) });
  const first = recordOf([found(2)]);

  it('is nothing of a first recording, which is pending', () => {
    expect(first).toMatchObject({ publishedVersion: '', changedAt: ON.now });
    expect(isPending(first)).toBe(true);
  });

  it('is what they were told last until the next is published', () => {
    const changed = decide(published(first), found(3, 30), ON);
    expect(changed.publishedVersion).toBe(versionOf(first));
    expect(isPending(changed)).toBe(true);
  });

  it('is uncertain when content returns after a publication that nobody confirmed', () => {
    const returned = decide(decide(published(first), found(3, 30), ON), found(2, 40), ON);
    expect(versionOf(returned)).toBe(versionOf(first));
    expect(isPending(returned)).toBe(true);
  });

  it.each([
    ['a new owner', claimOf('event', 'B', 30)],
    ['a recording after a deletion', found(2, 60)],
  ])('is nothing after %s', (_, report) => {
    const known = published(first);
    const before =
      report.kind === 'images' && report.claim.videoId === 'A' ? decide(known, deletion('A', 50), ON) : known;
    expect(decide(before, report, ON)).toMatchObject({ publishedVersion: '' });
  });

  it('does not change with a report that changes nothing that callers see', () => {
    const known = published(first);
    const same = decide(known, found(2, 30), { ...ON, now: minute(200) });
    expect(same).toMatchObject({ seq: FIRST + 1, changedAt: ON.now, publishedVersion: known.publishedVersion });
  });

  it('is not kept without a topic, and nothing is pending when there is one later', () => {
    const off = recordOf([found(2)], { ...ON, publishing: 'off' });
    expect(off).not.toHaveProperty('publishedVersion');
    expect(isPending(off)).toBe(false);
    expect(decide(off, found(3, 30), ON).publishedVersion).toBe(versionOf(off));
  });

  it('is all of a silent back-fill', () => {
    const silent = recordOf([found(2)], { ...ON, publishing: 'silent' });
    expect(silent.publishedVersion).toBe(versionOf(silent));
    expect(isPending(silent)).toBe(false);
  });
});

describe('the outcome of a report', () => {
  it.each([
    ['created', [], found(2, 20)],
    ['created', [found(2, 20)], claimOf('event', 'B', 30)],
    ['created', [found(2, 20), deletion('A', 30)], found(2, 40)],
    ['replaced', [found(2, 20)], found(3, 30)],
    ['unchanged', [found(2, 20)], found(2, 30)],
    ['unchanged', [found(2, 20)], claimOf('inferred', 'w', 30)],
    ['deleted', [found(2, 20), deletion('A', 30)], found(2, 25)],
  ] as const)('is %s after %j', (outcome, before, report) => {
    const known = before.length === 0 ? undefined : recordOf(before);
    const at = report.kind === 'images' ? report.at : minute(0);
    expect(outcomeOf(known, decide(known, report, ON), at)).toBe(outcome);
  });
});
