import type { ManifestStore } from '../../../src/application/ports.js';
import type { ImageLocation } from '../../../src/domain/location.js';

/** All rows that these videos, names and locations have, in one order and without the columns that say when we wrote. */
export async function finalRows(store: ManifestStore, ids: readonly string[], locations: readonly ImageLocation[]) {
  const rows = [];
  for (const id of ids) {
    const { manifests, outputs, aliasOf, tombstone } = await store.readVideo(id);
    rows.push({
      id,
      manifests: manifests.map(({ manifest }) => JSON.stringify(manifest)).sort(),
      outputs: outputs.map(({ state }) => JSON.stringify({ ...state, finishedSeenAt: undefined })).sort(),
      aliasOf: [...aliasOf].sort(),
      forgotten: tombstone?.tombstone.forgottenAt.toISOString(),
    });
  }
  const owners = await Promise.all(locations.map((location) => store.readOwner(location)));
  return { rows, owners: owners.map((one) => one?.owner) };
}

/** Every order of some things. */
export function permutations<T>(things: readonly T[]): T[][] {
  if (things.length === 0) return [[]];
  return things.flatMap((thing, i) => permutations(things.toSpliced(i, 1)).map((rest) => [thing, ...rest]));
}
