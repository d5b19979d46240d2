import fc from 'fast-check';
import { contentVersionOf, countByKind, countByTimes, keepTimes } from '../../../src/domain/content.js';
import { TIME_SOURCES, type TimeSource } from '../../../src/domain/series.js';
import { aPoster, aSeries, aSprite, minutesAfter, NOW } from '../../builders.js';

const version = (parts: Partial<Parameters<typeof contentVersionOf>[0]>) =>
  contentVersionOf({ series: [aSeries()], ...parts });

describe('the version of content', () => {
  it.each([
    { durationMs: 1 },
    { modifiedMs: 1 },
    { unservable: 'encrypted' },
    { series: [aSeries({ timing: { startMs: 0, stepMs: 1 } })] },
    { series: [aSeries({ timing: { startMs: 0, stepMs: 5000, source: 'inferred' } })] },
    { series: [aSeries({ ranges: [[1, 11]] })] },
    { series: [aSeries({ contentType: 'image/png' })] },
    { series: [aSeries({ height: 720 })] },
    { series: [aSeries({ kind: 'Poster' })] },
    { series: [aSeries({ sprite: { vttName: 'x.vtt', tiles: [] } })] },
  ])('changes with %j', (parts) => {
    expect(version(parts)).not.toBe(version({}));
  });

  it('does not change with the order of members, or with the rules that read the listing', () => {
    const { timing, ...series } = aSeries();
    const reordered = { ...series, ...(timing && { timing }) };
    expect(version({ series: [reordered], readBy: { job: NOW } })).toBe(version({}));
  });
});

describe('the times of equal images', () => {
  const by = (source: TimeSource, startMs = 0) => [aSeries({ timing: { startMs, stepMs: 5000, source } })];
  const timed = { series: by('operator'), durationMs: 1, readBy: { operator: NOW } };
  const other = by('operator', 1);

  it.each([
    ['no rules', undefined],
    ['older rules', { operator: minutesAfter(-1) }],
    ['the same rules', { operator: NOW }],
  ])('stay when the new listing was read by %s', (_, readBy) => {
    const kept = keepTimes(timed, { series: other, durationMs: 2, ...(readBy && { readBy }) });
    expect(kept).toMatchObject({ series: timed.series, durationMs: 1 });
  });

  it.each([
    ['stronger rules', { job: minutesAfter(-1) }],
    ['newer rules of the same source', { operator: minutesAfter(1) }],
  ])('are replaced when it was read by %s', (_, readBy) => {
    expect(keepTimes(timed, { series: other, durationMs: 2, readBy })).toMatchObject({ series: other, durationMs: 2 });
  });

  it('are replaced by those of a stronger source, and of the same where files and names tell them anew', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TIME_SOURCES), fc.constantFrom(...TIME_SOURCES), (known, listed) => {
        const ranks = [known, listed].map((one) => TIME_SOURCES.indexOf(one)) as [number, number];
        const isReplaced = ranks[1] < ranks[0] || (known === listed && ['webvtt', 'names', 'inferred'].includes(known));
        const { series, durationMs } = keepTimes(
          { series: by(known), durationMs: 1 },
          { series: by(listed, 1), durationMs: 2 },
        );
        expect([series, durationMs]).toEqual(isReplaced ? [by(listed, 1), 2] : [by(known), 1]);
      }),
    );
  });

  it('stay where the new listing tells none', () => {
    const { timing, ...untimed } = aSeries();
    expect(keepTimes({ series: by('inferred') }, { series: [untimed] }).series).toEqual(by('inferred'));
    expect(timing).toBeDefined();
  });

  it('are replaced with the images', () => {
    expect(keepTimes(timed, { series: [aPoster()] }).series).toEqual([aPoster()]);
  });
});

it('images are counted by kind', () => {
  expect(countByKind([aSeries(), aSeries(), aPoster()])).toEqual({ Poster: 1, Thumbnail: 20, Sprite: 0 });
});

it('images are counted by the source of their times, but for posters', () => {
  const sprite = aSprite([{ startMs: 0, endMs: 1, x: 0, y: 0, width: 1, height: 1 }]);
  const inferred = aSeries({ timing: { startMs: 0, stepMs: 1, source: 'inferred' } });
  const { timing, ...untimed } = aSeries();
  expect(timing).toBeDefined();
  expect(countByTimes([inferred, inferred, untimed, sprite, aPoster()])).toEqual({
    inferred: 20,
    unknown: 10,
    webvtt: 1,
  });
});
