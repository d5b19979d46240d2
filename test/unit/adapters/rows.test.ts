import fc from 'fast-check';
import { fromChunks, toChunks } from '../../../src/adapters/table/chunks.js';
import { fromManifestEntity, toManifestEntity } from '../../../src/adapters/table/manifest-entity.js';
import { fromOutputEntity, toOutputEntity } from '../../../src/adapters/table/output-entity.js';
import { fromOwnerEntity, toOwnerEntity } from '../../../src/adapters/table/owner-entity.js';
import { contentVersionOf, revisionOf } from '../../../src/domain/manifest.js';
import { JOB_STATES } from '../../../src/domain/output-state.js';
import { toRanges } from '../../../src/domain/series.js';
import { aManifest, anOutputState, aLocation, aPoster, aSeries, NOW } from '../../builders.js';

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
    known(fc.record({ startMs: fc.nat(), stepMs: fc.double({ min: 0, max: 1e9, noNaN: true }) }), 'timing'),
    known(fc.record({ vttName: wellFormed, tiles: fc.array(tile, { maxLength: 3 }) }), 'sprite'),
  )
  .map((parts) => aSeries(Object.assign({}, ...parts) as object));
const manifests = fc
  .tuple(
    fc.record({ videoId: wellFormed, recordedAt: times, series: fc.array(series, { maxLength: 3 }) }),
    known(fc.nat(), 'durationMs'),
    known(wellFormed, 'unservable'),
    fc
      .tuple(known(wellFormed, 'assetName'), known(wellFormed, 'job'))
      .map((parts) => ({ source: Object.assign({}, ...parts) })),
  )
  .map((parts) => aManifest(Object.assign({}, ...parts) as object));

describe('a row', () => {
  it('round-trips a manifest', () => {
    fc.assert(
      fc.property(manifests, (manifest) => {
        // -0 is 0 in JSON, and as a time.
        const stored = fromManifestEntity({ ...toManifestEntity(manifest), etag: 'e' });
        const versions = { revision: revisionOf(manifest), contentVersion: contentVersionOf(manifest) };
        const expected = { version: 'e', ...versions, manifest: inOrder(manifest) };
        expect(JSON.stringify(stored)).toBe(JSON.stringify(expected));
      }),
    );
  });

  it('of an earlier build has the revision that it would have if written now', () => {
    fc.assert(
      fc.property(manifests, (manifest) => {
        const { contentVersion, ...earlier } = toManifestEntity(manifest);
        expect(contentVersion).toMatch(/^[0-9a-f]{32}$/);
        expect(fromManifestEntity({ ...earlier, etag: 'e' }).revision).toBe(revisionOf(manifest));
      }),
    );
  });

  it('gives its revision without reading the images', () => {
    const stored = fromManifestEntity({ ...toManifestEntity(aManifest()), contentVersion: 'as written', etag: 'e' });
    expect(stored.revision).toBe(revisionOf(aManifest(), 'as written'));
  });

  it('round-trips a state, with its first sight or without', () => {
    const states = fc.record({ output: wellFormed, job: wellFormed, state: fc.constantFrom(...JOB_STATES), at: times });
    fc.assert(
      fc.property(states, fc.boolean(), (parts, isSeen) => {
        const state = anOutputState({ ...parts, ...(isSeen && { finishedSeenAt: NOW }) });
        expect(fromOutputEntity({ ...toOutputEntity('v', state), etag: 'e' })).toEqual({ version: 'e', state });
      }),
    );
  });

  it('round-trips an owner', () => {
    const by = fc.constantFrom('named' as const, 'assumed' as const);
    const owners = fc.record({
      videoId: wellFormed,
      by,
      since: times,
      takenFrom: fc.array(wellFormed, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(owners, (owner) => {
        expect(fromOwnerEntity({ ...toOwnerEntity(aLocation(), owner), etag: 'e' })).toEqual({ version: 'e', owner });
      }),
    );
  });

  it('shows an operator what a manifest holds', () => {
    expect(toManifestEntity(aManifest({ series: [aSeries(), aPoster()] }))).toMatchObject({
      videoId: 'video-1',
      account: 'contosomedia',
      images: 11,
      job: 'job-1',
      recordedAt: NOW,
    });
  });

  it.each([
    ['kind', { kind: 'Cover' }],
    ['a number', { height: null }],
    ['a range', { ranges: [[1]] }],
  ])('is refused with an error when its %s is invalid', (_, wrong) => {
    const entity = {
      ...toManifestEntity(aManifest()),
      ...toChunks({ series: [{ ...aSeries(), ...wrong }] }),
      etag: 'e',
    };
    expect(() => fromManifestEntity(entity)).toThrow();
  });
});

describe('chunks', () => {
  it('round-trip any JSON, wherever it is cut', () => {
    const astral = '😀é名'.repeat(9000);
    expect(fromChunks(toChunks({ astral }))).toEqual({ astral });
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(40), (value, shift) => {
        const padded = ['x'.repeat(32_000 - shift), value];
        expect(JSON.stringify(fromChunks(toChunks(padded)))).toBe(JSON.stringify(padded));
      }),
    );
  });

  it('fit a property, and are as few as possible', () => {
    const chunks = Object.values(toChunks('x'.repeat(64_000)));
    expect(chunks.map((chunk) => chunk.length)).toEqual([32_000, 32_000, 2]);
  });

  it('are plain ASCII, so that no cut is inside a character', () => {
    const chunks = Object.values(toChunks({ astral: '😀é名\u0080\ud800'.repeat(9000) }));
    expect(chunks.join('')).toMatch(/^[ -~]+$/);
  });

  it('refuse what no row can hold, and truncate nothing', () => {
    expect(Object.keys(toChunks('x'.repeat(479_998)))).toHaveLength(15);
    expect(() => toChunks('x'.repeat(479_999))).toThrow(expect.objectContaining({ code: 'too-large' }) as Error);
  });
});

/** A manifest with its members in the order in which a row gives them back. */
function inOrder(manifest: ReturnType<typeof aManifest>) {
  const { videoId, location, recordedAt, source, series: listed, durationMs, unservable } = manifest;
  const { assetName, assetId, transform, job } = source;
  return {
    ...{ videoId, location, recordedAt, source: { assetName, assetId, transform, job } },
    series: listed.map(({ kind, prefix, suffix, indexDigits, ranges, contentType, width, height, timing, sprite }) => ({
      ...{ kind, prefix, suffix, indexDigits, ranges, contentType, width, height, timing, sprite },
    })),
    ...{ durationMs, unservable },
  };
}
