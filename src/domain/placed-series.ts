import type { Manifest } from './manifest.js';
import { listedSeries } from './nested-locations.js';
import { locationHash } from './location.js';
import { seriesKey, type Kind, type Series } from './series.js';
import { compareText } from './text.js';

/** A series with the manifest it belongs to, and what names and orders it. */
export interface PlacedSeries {
  manifest: Manifest;
  /** Of the manifest's location. */
  hash: string;
  key: string;
  series: Series;
}

/** Kinds in the order of the API. */
export const KINDS: readonly Kind[] = ['Poster', 'Thumbnail', 'Sprite'];

/** The series of a manifest, or those of them that are listed. */
export function placedSeries(manifest: Manifest, series: readonly Series[] = manifest.series): PlacedSeries[] {
  const hash = locationHash(manifest.location);
  return series.map((one) => ({ manifest, hash, key: seriesKey(one), series: one }));
}

/** What the manifests list, in the order of the API: kind, then height and width descending, then location and series. */
export function seriesInOrder(manifests: readonly Manifest[]): PlacedSeries[] {
  const listed = listedSeries(manifests).flatMap(({ manifest, series }) => placedSeries(manifest, series));
  return listed.sort(
    (a, b) =>
      KINDS.indexOf(a.series.kind) - KINDS.indexOf(b.series.kind) ||
      b.series.height - a.series.height ||
      b.series.width - a.series.width ||
      compareText(a.hash, b.hash) ||
      compareText(a.key, b.key),
  );
}

/** The same series with these indexes of its images alone. */
export function narrowed(placed: PlacedSeries, ranges: Series['ranges']): PlacedSeries {
  return { ...placed, series: { ...placed.series, ranges } };
}
