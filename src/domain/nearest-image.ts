import { newestFirst, pictureSize } from './best-fit.js';
import { nearestIn, type NearImage } from './image-time.js';
import { narrowed, type PlacedSeries } from './placed-series.js';

interface Candidate extends NearImage {
  placed: PlacedSeries;
}

/**
 * Of each kind and size of picture the image nearest to a moment: the earlier on a tie, then that of the newest manifest,
 * then the first in the order of the API. A poster stands for the whole video, and has no moment.
 */
export function nearestImages(placed: readonly PlacedSeries[], atMs: number): PlacedSeries[] {
  const best = new Map<string, Candidate>();
  for (const one of placed) {
    const near = one.series.kind === 'Poster' ? undefined : nearestIn(one.series, atMs);
    if (near === undefined) continue;
    const { width, height } = pictureSize(one.series);
    const group = `${one.series.kind} ${width}x${height}`;
    const candidate = { ...near, placed: one };
    const known = best.get(group);
    if (known === undefined || isNearer(candidate, known)) best.set(group, candidate);
  }
  const chosen = [...best.values()];
  return placed.flatMap((one) =>
    chosen.filter((candidate) => candidate.placed === one).map(({ index }) => narrowed(one, [[index, index]])),
  );
}

function isNearer(one: Candidate, other: Candidate): boolean {
  const further =
    one.distanceMs - other.distanceMs || one.timeMs - other.timeMs || newestFirst(one.placed, other.placed);
  return further < 0;
}
