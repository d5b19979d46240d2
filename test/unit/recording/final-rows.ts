import type { RecordStore } from '../../../src/application/recording/ports.js';
import { locationHash, type ImageLocation } from '../../../src/domain/location.js';
import { ownerOf, ownerSourceOf } from '../../../src/domain/location-record.js';
import { liveManifests, liveOutputs } from '../../../src/domain/video.js';

/** What these videos, names and locations end in, without what depends on the order of reports: numbers and former owners. */
export async function finalRows(store: RecordStore, ids: readonly string[], locations: readonly ImageLocation[]) {
  const rows = [];
  for (const id of ids) {
    const records = await store.readVideo(id);
    rows.push({
      id,
      manifests: liveManifests(records).map(({ manifest, revision }) => JSON.stringify([manifest, revision])),
      outputs: liveOutputs(records)
        .map(({ state }) => JSON.stringify({ ...state, finishedSeenAt: undefined }))
        .sort(),
      aliases: records.aliases.map(({ videoId }) => videoId).sort(),
      deletedAt: records.tombstone?.tombstone.deletedAt.toISOString(),
    });
  }
  const records = [];
  for (const location of locations) {
    const record = (await store.readRecord(locationHash(location)))?.record;
    if (record === undefined) continue;
    const { claims, recordedAt, job, asset, rules, aliases, deletions, contentVersion } = record;
    const owner = { videoId: ownerOf(record), source: ownerSourceOf(record) };
    records.push({ owner, claims, recordedAt, job, asset, rules, aliases, deletions, contentVersion });
  }
  return { rows, records };
}

/** The ids under which anything shows, once for each manifest. */
export function shownIn({ rows }: Awaited<ReturnType<typeof finalRows>>): string[] {
  return rows.flatMap(({ id, manifests }) => manifests.map(() => id));
}

/** Every order of some things. */
export function permutations<T>(things: readonly T[]): T[][] {
  if (things.length === 0) return [[]];
  return things.flatMap((thing, i) => permutations(things.toSpliced(i, 1)).map((rest) => [thing, ...rest]));
}
