import { contentVersionOf, countByKind, keepTimes } from '../../../src/domain/content.js';
import { aPoster, aSeries, minutesAfter, NOW } from '../../builders.js';

const version = (parts: Partial<Parameters<typeof contentVersionOf>[0]>) =>
  contentVersionOf({ series: [aSeries()], ...parts });

describe('the version of content', () => {
  it.each([
    { durationMs: 1 },
    { modifiedMs: 1 },
    { unservable: 'encrypted' },
    { series: [aSeries({ timing: { startMs: 0, stepMs: 1 } })] },
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
    expect(version({ series: [reordered], readBy: { source: 'job', at: NOW } })).toBe(version({}));
  });
});

describe('the times of equal images', () => {
  const timed = { series: [aSeries()], durationMs: 1, readBy: { source: 'operator', at: NOW } } as const;
  const other = [aSeries({ timing: { startMs: 1, stepMs: 1 } })];

  it.each([
    ['names alone', undefined],
    ['weaker rules', { source: 'names', at: minutesAfter(1) }],
    ['the same rules', { source: 'operator', at: NOW }],
  ] as const)('stay when the new listing was read by %s', (_, readBy) => {
    const kept = keepTimes(timed, { series: other, ...(readBy && { readBy }) });
    expect(kept).toMatchObject({ series: timed.series, durationMs: 1 });
  });

  it.each([
    ['stronger rules', { source: 'job', at: minutesAfter(-1) }],
    ['newer rules of the same source', { source: 'operator', at: minutesAfter(1) }],
  ] as const)('are replaced when it was read by %s', (_, readBy) => {
    expect(keepTimes(timed, { series: other, readBy }).series).toEqual(other);
  });

  it('are replaced with the images', () => {
    expect(keepTimes(timed, { series: [aPoster()] }).series).toEqual([aPoster()]);
  });
});

it('images are counted by kind', () => {
  expect(countByKind([aSeries(), aSeries(), aPoster()])).toEqual({ Poster: 1, Thumbnail: 20, Sprite: 0 });
});
