import type { Manifest } from '../domain/manifest.js';
import { describePlace } from '../domain/place.js';
import { imageCount, type Series } from '../domain/series.js';
import type { Log, ManifestStore } from './ports.js';

/**
 * The manifest without what a row has no room for, the largest first: the tiles of a sprite, whose sheet stays an image, or a
 * series of names with very many gaps. One thing that is too large would otherwise keep all others from being recorded, at
 * every delivery.
 */
export function fitManifest(store: ManifestStore, manifest: Manifest, log: Log): Manifest {
  const series = [...manifest.series];
  const place = describePlace(manifest.place);
  while (series.length > 0 && !store.hasRoomFor({ ...manifest, series })) {
    const largest = series.reduce((most, one, i) => (sizeOf(one) > sizeOf(series[most]) ? i : most), 0);
    const [one] = series.splice(largest, 1);
    if (one === undefined) break;
    const { sprite, ...sheet } = one;
    if (sprite === undefined) {
      log('series-unreadable', { place, blob: `${one.prefix}…${one.suffix}`, reason: tooMuchOf(one) });
    } else {
      series.splice(largest, 0, sheet);
      const reason = `it has ${sprite.tiles.length} tiles, for which there is no room in a row`;
      log('webvtt-unreadable', { place, blob: sprite.vttName, reason });
    }
  }
  return { ...manifest, series };
}

function tooMuchOf(series: Series): string {
  const much =
    series.spelled === undefined
      ? `its names have ${series.ranges.length} gaps`
      : `more than the number changes in its ${imageCount(series)} names`;
  return `${much}, for which there is no room in a row`;
}

/** Characters, roughly: of tiles there are six numbers each, of runs two, of names that are spelled out each has its own. */
function sizeOf(series: Series | undefined): number {
  if (series === undefined) return 0;
  const { prefix, suffix, ranges, sprite, spelled = {} } = series;
  const spelling = Object.values(spelled).reduce((sum, text) => sum + text.length + 12, 0);
  return prefix.length + suffix.length + spelling + ranges.length * 14 + (sprite?.tiles.length ?? 0) * 36;
}
