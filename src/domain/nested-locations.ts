import type { Manifest } from './manifest.js';
import type { Series } from './series.js';

/**
 * The series that each of a video's manifests lists. A location holds what is below it, folders too; but a folder that is recorded
 * as a place of its own, with images, is listed by that location alone: so no image is listed twice.
 */
export function listedSeries(manifests: readonly Manifest[]): { manifest: Manifest; series: readonly Series[] }[] {
  const folders = manifests.filter(({ location, series }) => location.prefix !== '' && series.length > 0);
  return manifests.map((manifest) => {
    const { location, series } = manifest;
    const within = folders
      .map((folder) => folder.location)
      .filter(
        ({ account, container, prefix }) =>
          account === location.account &&
          container === location.container &&
          prefix.length > location.prefix.length &&
          prefix.startsWith(location.prefix),
      );
    const isTheirs = (one: Series): boolean =>
      within.some(({ prefix }) => (location.prefix + one.prefix).startsWith(prefix));
    return { manifest, series: within.length === 0 ? series : series.filter((one) => !isTheirs(one)) };
  });
}
