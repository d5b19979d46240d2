import type { Manifest } from './manifest.js';
import type { Series } from './series.js';

/**
 * The series that each of a video's manifests lists. A place holds what is below it, folders too; but a folder that is recorded
 * as a place of its own, with images, is told by that place alone: so nothing is listed twice.
 */
export function listedSeries(manifests: readonly Manifest[]): { manifest: Manifest; series: readonly Series[] }[] {
  const folders = manifests.filter(({ place, series }) => place.prefix !== '' && series.length > 0);
  return manifests.map((manifest) => {
    const { place, series } = manifest;
    const within = folders
      .map((folder) => folder.place)
      .filter(
        ({ account, container, prefix }) =>
          account === place.account &&
          container === place.container &&
          prefix.length > place.prefix.length &&
          prefix.startsWith(place.prefix),
      );
    const isTheirs = (one: Series): boolean =>
      within.some(({ prefix }) => (place.prefix + one.prefix).startsWith(prefix));
    return { manifest, series: within.length === 0 ? series : series.filter((one) => !isTheirs(one)) };
  });
}
