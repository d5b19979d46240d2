import type { IndexRange } from '../../domain/series.js';

/** As a row has it: first and last index of a run, and the distance between its indexes where that is not 1. */
export type CompactRange = readonly [first: number, last: number, stride?: number];

/** More images than a location can hold blobs in any listing that ends; a row that says more is none of ours. */
const MAX_IMAGES = 10_000_000;

/**
 * Layers that are numbered image by image have every second or third index: as runs of one they would fill a row with what two
 * numbers and a distance say.
 */
export function compactRanges(ranges: readonly IndexRange[]): CompactRange[] {
  const compact: [number, number, number?][] = [];
  for (const [first, last] of ranges) {
    const before = compact.at(-1);
    const stride = before === undefined || first !== last ? undefined : first - before[1];
    if (before !== undefined && stride !== undefined && (before[0] === before[1] || before[2] === stride)) {
      before[1] = first;
      before[2] = stride;
    } else compact.push([first, last]);
  }
  return compact.flatMap((range) => (isPair(range) ? pairOf(range) : [range]));
}

/** Two runs of one are as short by themselves, and as they always were. */
function isPair([first, last, stride]: CompactRange): boolean {
  return stride !== undefined && first + stride === last;
}

function pairOf([first, last]: CompactRange): CompactRange[] {
  return [
    [first, first],
    [last, last],
  ];
}

/** The runs without gaps behind what a row has. */
export function expandRanges(compact: readonly CompactRange[]): IndexRange[] {
  return compact.flatMap(([first, last, stride]): IndexRange[] => {
    if (stride === undefined) return [[first, last]];
    const count = (last - first) / stride + 1;
    if (!Number.isInteger(count) || count < 1 || count > MAX_IMAGES) throw new Error('a row holds no range of indexes');
    return Array.from({ length: count }, (_, i) => [first + i * stride, first + i * stride]);
  });
}
