import { remembered } from '../domain/tombstone.js';
import { aliasesOf } from './claim-place.js';
import type { ManifestStore } from './ports.js';

/**
 * Takes from a video the names that none of its manifests brings any more: else the older of two jobs would leave its name when
 * it is heard of first, and none when it comes late. Whoever records such a name meanwhile puts it once more after its
 * manifest, and we look once more after our deleting, so that one of the two sees the other.
 */
export async function leaveNames(store: ManifestStore, videoId: string, names: readonly string[]): Promise<void> {
  const brought = async (): Promise<string[]> =>
    remembered(await store.readVideo(videoId)).manifests.flatMap(({ manifest }) => aliasesOf(manifest));
  const kept = await brought();
  const going = names.filter((name) => !kept.includes(name));
  if (going.length === 0) return;
  for (const name of going) await store.deleteAlias(name, videoId);
  const back = await brought();
  for (const name of going) if (back.includes(name)) await store.putAlias(name, videoId);
}
