import { contentVersionOf, countByKind, decideRecording, revisionOf } from '../../../src/domain/manifest.js';
import { aManifest, aLocation, aPoster, aSeries, minutesAfter } from '../../builders.js';

const existing = aManifest();
const later = minutesAfter(1);
const earlier = minutesAfter(-1);
const other = [aSeries({ height: 720 })];

describe('the decision about a new report', () => {
  it.each([
    ['there is none', undefined, existing, { outcome: 'created', write: true }],
    ['it is a duplicate', existing, existing, { outcome: 'unchanged', write: false }],
    ['it is the same, later', existing, aManifest({ recordedAt: later }), { outcome: 'unchanged', write: true }],
    ['it is the same, earlier', existing, aManifest({ recordedAt: earlier }), { outcome: 'unchanged', write: false }],
    [
      'it is another, later',
      existing,
      aManifest({ recordedAt: later, series: other }),
      { outcome: 'replaced', write: true },
    ],
    ['it is another, at the same time', existing, aManifest({ series: other }), { outcome: 'replaced', write: true }],
    [
      'it is another, earlier',
      existing,
      aManifest({ recordedAt: earlier, series: other }),
      { outcome: 'stale', write: false },
    ],
    [
      'its time is unknown',
      existing,
      aManifest({ recordedAt: new Date(0), series: other }),
      { outcome: 'stale', write: false },
    ],
  ])('is right when %s', (_, before, incoming, expected) => {
    expect(decideRecording(before, incoming)).toEqual(expected);
  });

  it('keeps the same one of two sources at one time, in either order', () => {
    const one = aManifest({ source: { job: 'a' } });
    const two = aManifest({ source: { job: 'b' } });
    expect(decideRecording(one, two).write).toBe(true);
    expect(decideRecording(two, one).write).toBe(false);
  });

  it('keeps the source that knows more', () => {
    const asset = { assetName: 'output-1', assetId: 'z' };
    for (const more of [asset, { transform: 'z', job: 'z' }]) {
      expect(decideRecording(aManifest({ source: {} }), aManifest({ source: more })).write).toBe(true);
      expect(decideRecording(aManifest({ source: more }), aManifest({ source: {} })).write).toBe(false);
    }
  });

  it.each([
    { durationMs: 1 },
    { unservable: 'encrypted' },
    { series: [aSeries({ timing: { startMs: 0, stepMs: 1 } })] },
    { series: [aSeries({ ranges: [[1, 11]] })] },
    { series: [aSeries({ contentType: 'image/png' })] },
    { series: [aSeries({ kind: 'Poster' })] },
    { series: [aSeries({ sprite: { vttName: 'x.vtt', tiles: [] } })] },
  ])('sees a difference in %j', (parts) => {
    expect(decideRecording(existing, aManifest(parts)).outcome).toBe('replaced');
  });

  it('sees no difference in the order of members', () => {
    const { timing, ...series } = aSeries();
    expect(decideRecording(existing, aManifest({ series: [{ ...series, ...(timing && { timing }) }] })).outcome).toBe(
      'unchanged',
    );
  });
});

describe('a revision', () => {
  const revision = (parts: Parameters<typeof aManifest>[0]) => revisionOf(aManifest(parts));

  it.each([
    ['images', { series: other }],
    ['the duration', { durationMs: 1 }],
    ['the reason not to serve them', { unservable: 'encrypted' }],
    ['the time of a re-encode under the same names', { recordedAt: later }],
    ['the place of the same images', { location: aLocation({ prefix: 'a/' }) }],
    ['the asset that answers name', { source: { assetName: 'output-2' } }],
  ])('changes with a change of %s', (_, parts) => {
    expect(revision(parts)).not.toBe(revision({}));
  });

  it('is equal for equal content', () => {
    expect(revision({})).toBe(revision({ series: [aSeries()] }));
  });

  it('shares its content version with another report of the same images', () => {
    const recorded = aManifest({ recordedAt: later, source: {}, location: aLocation({ prefix: 'a/' }) });
    expect(contentVersionOf(recorded)).toBe(contentVersionOf(existing));
    expect(contentVersionOf(aManifest({ series: other }))).not.toBe(contentVersionOf(existing));
  });
});

it('a manifest counts its images by kind', () => {
  expect(countByKind([aSeries(), aSeries(), aPoster()])).toEqual({ Poster: 1, Thumbnail: 20, Sprite: 0 });
});
