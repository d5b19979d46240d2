import type { Manifest } from '../../../src/domain/manifest.js';
import type { ThumbnailFilter } from '../../../src/domain/select-thumbnails.js';
import { hasIndex, type Kind, type Series } from '../../../src/domain/series.js';
import { listThumbnailsOf, type Thumbnail } from '../../../src/domain/thumbnail.js';

interface Pictured {
  image: Thumbnail;
  manifest: Manifest;
  series: Series;
  height: number;
  width: number;
  timeMs: number | undefined;
}

/** What the filters mean, said as plainly as can be: every image is made, then looked at one by one. */
export function plainly(manifests: readonly Manifest[], filter: ThumbnailFilter): Thumbnail[] {
  const { kinds, minHeight, maxHeight, height, fromMs, toMs, atMs } = filter;
  let all = listThumbnailsOf(manifests, 0, Infinity).map((image) => picture(manifests, image));
  if (kinds) all = all.filter(({ image }) => kinds.includes(image.kind));
  if (minHeight) all = all.filter((one) => one.height >= minHeight);
  if (maxHeight) all = all.filter((one) => one.height <= maxHeight);
  if (height) all = (['Poster', 'Thumbnail', 'Sprite'] as const).flatMap((kind) => fitting(all, kind, height));
  if (fromMs !== undefined || toMs !== undefined) {
    all = all.filter(
      ({ image, timeMs = NaN }) => image.kind !== 'Poster' && timeMs >= (fromMs ?? 0) && timeMs < (toMs ?? Infinity),
    );
  }
  if (atMs !== undefined) all = nearest(all, atMs);
  return all.map(({ image }) => image);
}

function picture(manifests: readonly Manifest[], image: Thumbnail): Pictured {
  const manifest = manifests.find(({ location }) => location === image.location);
  const series = manifest?.series.find(({ kind, prefix, suffix, indexDigits, ...one }) =>
    indexDigits === 0
      ? image.blobName === prefix
      : kind === image.kind &&
        image.blobName.startsWith(prefix) &&
        hasIndex({ prefix, suffix, indexDigits, ranges: one.ranges }, Number(image.blobName.slice(prefix.length, -4))),
  );
  if (manifest === undefined || series === undefined) throw new Error(`whose is ${image.blobName}?`);
  const { width, height } = series.sprite?.tiles[0] ?? series;
  const isKnown = series.timing !== undefined || (series.sprite?.tiles.length ?? 0) > 0;
  return { image, manifest, series, width, height, timeMs: isKnown ? image.timeMs : undefined };
}

function fitting(all: readonly Pictured[], kind: Kind, height: number): Pictured[] {
  const own = all.filter(({ image }) => image.kind === kind);
  const heights = own.map((one) => one.height);
  const enough = heights.filter((one) => one >= height);
  const wanted = enough.length > 0 ? Math.min(...enough) : Math.max(...heights);
  const fit = own.filter((one) => one.height === wanted);
  const newest = Math.max(...fit.map(({ manifest }) => manifest.recordedAt.getTime()));
  const chosen = fit.find(({ manifest }) => manifest.recordedAt.getTime() === newest);
  const named = ({ manifest, series, width }: Pictured) =>
    [manifest.location.container, series.prefix, series.suffix, series.indexDigits, width].join();
  return chosen === undefined ? [] : fit.filter((one) => named(one) === named(chosen));
}

function nearest(all: readonly Pictured[], atMs: number): Pictured[] {
  const timed = all.filter(({ image, timeMs }) => image.kind !== 'Poster' && timeMs !== undefined);
  const groups = new Map<string, Pictured[]>();
  for (const one of timed) {
    const name = `${one.image.kind} ${one.width} ${one.height}`;
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  const chosen = [...groups.values()].map((group) => {
    const order = group.map(
      (one) => [distance(one, atMs), one.timeMs ?? 0, -one.manifest.recordedAt.getTime()] as const,
    );
    const best = [...order].sort(([a, b, c], [d, e, f]) => a - d || b - e || c - f)[0];
    return group[order.findIndex((one) => best?.every((part, i) => part === one[i]))];
  });
  return timed.filter((one) => chosen.includes(one));
}

function distance({ image, series, timeMs = 0 }: Pictured, atMs: number): number {
  const tiles = image.kind === 'Sprite' ? (series.sprite?.tiles ?? []) : [];
  if (tiles.length === 0) return Math.abs(timeMs - atMs);
  if (tiles.some(({ startMs, endMs }) => startMs <= atMs && atMs < endMs)) return 0;
  return Math.min(...tiles.map(({ startMs, endMs }) => (atMs < startMs ? startMs - atMs : atMs - (endMs - 1))));
}
