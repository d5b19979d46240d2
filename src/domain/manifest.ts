import { locationHash, type ImageLocation } from './location.js';
import { seriesKey, type Kind, type Series } from './series.js';
import { compareText } from './text.js';

/** The images of one location, as queries see them. */
export interface Manifest {
  videoId: string;
  location: ImageLocation;
  /** Time of the newest report. The epoch stands for "not known". */
  recordedAt: Date;
  source: ManifestSource;
  durationMs?: number;
  series: readonly Series[];
  /** Why these images cannot be served, for example because a signed URL would serve ciphertext. */
  unservable?: string;
}

/** What made the images, as far as known. */
export interface ManifestSource {
  assetName?: string;
  transform?: string;
  job?: string;
}

/** A series with the manifest it belongs to, and what names and orders it. */
export interface PlacedSeries {
  manifest: Manifest;
  hash: string;
  key: string;
  series: Series;
}

/** Kinds in the order of the API. */
export const KINDS: readonly Kind[] = ['Poster', 'Thumbnail', 'Sprite'];

/**
 * The series that each of a video's manifests lists. A location holds what is below it, folders too; but a folder that is recorded
 * as a place of its own, with images, is listed by that location alone: so no image is listed twice.
 */
export function listedSeries(manifests: readonly Manifest[]): { manifest: Manifest; series: readonly Series[] }[] {
  const folders = manifests.filter(({ location, series }) => location.prefix !== '' && series.length > 0);
  return manifests.map((manifest) => {
    const { account, container, prefix } = manifest.location;
    const below = folders
      .map(({ location }) => location)
      .filter((folder) => folder.account === account && folder.container === container)
      .filter((folder) => folder.prefix.length > prefix.length && folder.prefix.startsWith(prefix));
    const isBelow = (one: Series): boolean => below.some((folder) => (prefix + one.prefix).startsWith(folder.prefix));
    return { manifest, series: manifest.series.filter((one) => !isBelow(one)) };
  });
}

export function placedSeries(manifest: Manifest, series = manifest.series): PlacedSeries[] {
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
