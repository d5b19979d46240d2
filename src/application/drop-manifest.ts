import type { StoredManifest } from '../domain/video.js';
import { aliasesOf } from './claim-place.js';
import type { ManifestStore } from './ports.js';

/**
 * Removes a manifest, and the names that it alone brought. Names go first: as long as the manifest is there, they are known.
 * False when it was recorded again meanwhile: then it has its names back. The owner's row stays for a while.
 */
export async function dropManifest(
  store: ManifestStore,
  { manifest, version }: StoredManifest,
  all: readonly StoredManifest[],
): Promise<boolean> {
  const { videoId, location } = manifest;
  const kept = all.filter((one) => one.version !== version).flatMap((one) => aliasesOf(one.manifest));
  const going = aliasesOf(manifest).filter((alias) => !kept.includes(alias));
  for (const alias of going) await store.deleteAlias(alias, videoId);
  if (await store.deleteManifest(videoId, location, version)) return true;
  for (const alias of going) await store.putAlias(alias, videoId);
  return false;
}
