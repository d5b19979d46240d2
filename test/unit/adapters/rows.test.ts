import fc from 'fast-check';
import { fromChunks, toChunks } from '../../../src/adapters/table/content-json.js';
import {
  fromEntryEntity,
  toProjectedEntity,
  fromOutputEntity,
  toOutputEntity,
} from '../../../src/adapters/table/video-entities.js';
import { fromRecordEntity, toRecordEntity } from '../../../src/adapters/table/record-entity.js';
import { entryOf } from '../../../src/domain/entry.js';
import { contentVersionOf, type Content } from '../../../src/domain/content.js';
import { JOB_STATES } from '../../../src/domain/output-state.js';
import { TIME_SOURCES, toRanges } from '../../../src/domain/series.js';
import { anOutputState, aPoster, aSeries, NOW } from '../../builders.js';
import { aRecord } from '../../contract/records.js';

const wellFormed = fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed());
const times = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
const known = <T>(arbitrary: fc.Arbitrary<T>, name: string) =>
  fc.option(arbitrary, { nil: undefined }).map((value) => (value === undefined ? {} : { [name]: value }));

const tile = fc.record({
  ...{ startMs: fc.nat(), endMs: fc.nat(), x: fc.nat(), y: fc.nat() },
  ...{ width: fc.nat(), height: fc.nat() },
});
const series = fc
  .tuple(
    fc.record({ prefix: wellFormed, suffix: wellFormed, width: fc.nat(), height: fc.nat() }),
    fc.array(fc.nat(), { maxLength: 5 }).map((indexes) => ({ ranges: toRanges(indexes) })),
    known(
      fc.record({
        ...{ startMs: fc.nat(), stepMs: fc.double({ min: 0, max: 1e9, noNaN: true }) },
        source: fc.constantFrom(...TIME_SOURCES),
      }),
      'timing',
    ),
    known(fc.record({ vttName: wellFormed, tiles: fc.array(tile, { maxLength: 3 }) }), 'sprite'),
  )
  .map((parts) => aSeries(Object.assign({}, ...parts) as object));
const contents = fc
  .tuple(
    fc.record({ series: fc.array(series, { maxLength: 3 }) }),
    known(fc.nat(), 'durationMs'),
    known(wellFormed, 'unservable'),
  )
  .map((parts) => Object.assign({}, ...parts) as Content);
const records = fc
  .record({
    claims: fc.record({ operator: fc.record({ videoId: wellFormed, at: times }) }),
    job: fc.record({ transform: wellFormed, job: wellFormed, at: times }),
    asset: fc.record({ name: wellFormed, at: times }),
    ...{ recordedAt: times, changedAt: times },
    content: contents,
    deletions: fc.dictionary(fc.constantFrom('v', 'ü/#?'), times, { noNullPrototype: true }),
    aliases: fc.array(wellFormed, { maxLength: 3 }),
    formerOwners: fc.array(wellFormed, { maxLength: 3 }),
  })
  .map(aRecord);

describe('rows', () => {
  it('give a record and its entry back as they were', () => {
    fc.assert(
      fc.property(records, (record) => {
        const stored = fromRecordEntity({ ...toRecordEntity(record), etag: 'e' });
        // -0 is 0 in JSON, and as a time.
        expect(plain(stored)).toEqual(plain({ version: 'e', record }));
        const entry = entryOf(record);
        const row = toProjectedEntity({ kind: 'entry', entry });
        expect(plain(fromEntryEntity({ ...row, etag: 'e' }))).toEqual(plain({ version: 'e', ...entry }));
      }),
    );
  });

  it.each([
    ['preset', { source: 'job', at: NOW }, { job: NOW }],
    ['names', undefined, undefined],
  ])('of an earlier version have the times of %s', (source, readBy, rules) => {
    const timing = { startMs: 0, stepMs: 5000 };
    const earlier = { series: [aSeries({ timing })], ...(readBy && { readBy }) };
    const row = { ...toRecordEntity(aRecord()), ...toChunks({ rules: {}, content: earlier }), etag: 'e' };
    const { content } = fromRecordEntity(row).record;
    expect([content?.series[0]?.timing, content?.readBy]).toEqual([{ ...timing, source }, rules]);
    // So images that are read again are not published as changed.
    expect(contentVersionOf(content)).toBe(contentVersionOf({ series: [aSeries({ timing })] }));
  });

  it('keep the deletion of a video that is called like a member of every object', () => {
    const record = aRecord({
      claims: { event: { videoId: '__proto__', at: NOW } },
      deletions: Object.fromEntries([['__proto__', NOW]]),
    });
    const stored = fromRecordEntity({ ...toRecordEntity(record), etag: 'e' });
    expect(entryOf(stored.record).deletedAt).toEqual(NOW);
    const other = aRecord({ claims: { event: { videoId: 'constructor', at: NOW } }, deletions: {} });
    expect(entryOf(other).deletedAt).toBeUndefined();
  });

  it('give a state back as it was, with its first sight or without', () => {
    const states = fc.record({ output: wellFormed, job: wellFormed, state: fc.constantFrom(...JOB_STATES), at: times });
    fc.assert(
      fc.property(states, fc.boolean(), (parts, isSeen) => {
        const state = anOutputState({ ...parts, ...(isSeen && { finishedSeenAt: NOW }) });
        expect(fromOutputEntity({ ...toOutputEntity('v', state), etag: 'e' })).toEqual({ version: 'e', state });
      }),
    );
  });

  it('show an operator what a location and an entry hold', () => {
    const record = aRecord({ content: { series: [aSeries(), aPoster()] } });
    const location = { account: 'contosomedia', recordedAt: NOW };
    expect(toRecordEntity(record)).toMatchObject({ ...location, owner: 'video-1', hasContent: true });
    const entry = { ...location, videoId: 'video-1', images: 11, job: 'job-1' };
    expect(toProjectedEntity({ kind: 'entry', entry: entryOf(record) })).toMatchObject(entry);
  });

  it.each([
    ['kind', { kind: 'Cover' }],
    ['a number', { height: null }],
    ['a range', { ranges: [[1]] }],
  ])('are refused loudly when %s in them is none', (_, wrong) => {
    const row = toProjectedEntity({ kind: 'entry', entry: entryOf(aRecord()) });
    const entity = { ...row, ...toChunks({ series: [{ ...aSeries(), ...wrong }] }), etag: 'e' };
    expect(() => fromEntryEntity(entity)).toThrow();
  });
});

describe('chunks', () => {
  it('give any JSON back, wherever they were cut', () => {
    const astral = '😀é名'.repeat(9000);
    expect(fromChunks(toChunks({ astral }))).toEqual({ astral });
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(40), (value, shift) => {
        const padded = ['x'.repeat(32_000 - shift), value];
        expect(JSON.stringify(fromChunks(toChunks(padded)))).toBe(JSON.stringify(padded));
      }),
    );
  });

  it('fit a property, and are as many as they must be', () => {
    const chunks = Object.values(toChunks('x'.repeat(64_000)));
    expect(chunks.map((chunk) => chunk.length)).toEqual([32_000, 32_000, 2]);
  });

  it('are plain ASCII, so that no cut falls inside a character', () => {
    const chunks = Object.values(toChunks({ astral: '😀é名\u0080\ud800'.repeat(9000) }));
    expect(chunks.join('')).toMatch(/^[ -~]+$/);
  });

  it('refuse what no row can hold, and cut nothing', () => {
    expect(Object.keys(toChunks('x'.repeat(479_998)))).toHaveLength(15);
    expect(() => toChunks('x'.repeat(479_999))).toThrow(expect.objectContaining({ code: 'too-large' }) as Error);
  });
});

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
