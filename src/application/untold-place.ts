import type { Manifest } from '../domain/manifest.js';
import { placeHash, type Place } from '../domain/place.js';
import { guidOfContainer } from '../domain/video-id.js';
import { settleClaim } from './claim-place.js';
import type { ClaimKind, ManifestStore } from './ports.js';
import { writeManifest } from './write-manifest.js';

/** Whose a place is of which nobody says it: Media Services named containers after its assets, `asset-<guid>`. */
export function videoOfContainer({ container }: Pick<Place, 'container'>): string {
  return guidOfContainer(container) ?? container;
}

/** Whose word is followed where nobody tells: a folder belongs to the video that has the container around it. */
export async function assumedVideo(
  store: Pick<ManifestStore, 'readOwner'>,
  place: Place,
): Promise<{ videoId: string; by: ClaimKind }> {
  const around = place.prefix === '' ? undefined : (await store.readOwner({ ...place, prefix: '' }))?.owner;
  if (around === undefined) return { videoId: videoOfContainer(place), by: 'assumed' };
  return { videoId: around.videoId, by: around.by === 'assumed' ? 'assumed' : 'asset' };
}

/**
 * Takes the folders of a container along that were recorded, under the container's own name, before anybody said whose it is.
 * Only where it holds images in folders; the others cost no call. Whoever records such a folder meanwhile looks for the owner
 * of the container once more after its write, so that one of the two sees the other.
 */
export async function takeFolders(ports: Parameters<typeof writeManifest>[0], manifest: Manifest): Promise<void> {
  const { store } = ports;
  const { place, videoId, series } = manifest;
  const assumed = videoOfContainer(place);
  if (place.prefix !== '' || assumed === videoId || !series.some(({ prefix }) => prefix.includes('/'))) return;
  const [theirs, ours] = await Promise.all([store.readVideo(assumed), store.readVideo(videoId)]);
  for (const { manifest: one } of theirs.manifests) {
    if (!isFolderOf(one.place, place)) continue;
    await writeManifest(ports, { ...one, videoId }, ours, { by: 'asset', since: one.recordedAt });
  }
  // An earlier try may have been stopped after its last manifest was taken, and before that was noted.
  for (const { manifest: one } of ours.manifests) {
    if (isFolderOf(one.place, place)) await settleClaim(store, one, 'asset');
  }
}

function isFolderOf({ prefix, ...container }: Place, root: Place): boolean {
  return prefix !== '' && placeHash({ ...container, prefix: '' }) === placeHash(root);
}
