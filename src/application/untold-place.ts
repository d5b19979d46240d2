import type { Manifest } from '../domain/manifest.js';
import { locationHash, type ImageLocation } from '../domain/location.js';
import { guidOfContainer } from '../domain/video-id.js';
import { settleClaim } from './claim-place.js';
import type { ClaimKind, ManifestStore } from './ports.js';
import { writeManifest } from './write-manifest.js';

/** Whose a location is of which nobody says it: Media Services named containers after its assets, `asset-<guid>`. */
export function videoOfContainer({ container }: Pick<ImageLocation, 'container'>): string {
  return guidOfContainer(container) ?? container;
}

/** Whose word is followed where nobody tells: a folder belongs to the video that has the container around it. */
export async function assumedVideo(
  store: Pick<ManifestStore, 'readOwner'>,
  location: ImageLocation,
): Promise<{ videoId: string; by: ClaimKind }> {
  const around = location.prefix === '' ? undefined : (await store.readOwner({ ...location, prefix: '' }))?.owner;
  if (around === undefined) return { videoId: videoOfContainer(location), by: 'assumed' };
  return { videoId: around.videoId, by: around.by === 'assumed' ? 'assumed' : 'asset' };
}

/**
 * Takes the folders of a container along that were recorded, under the container's own name, before anybody said whose it is.
 * Only where it holds images in folders; the others cost no call. Whoever records such a folder meanwhile looks for the owner
 * of the container once more after its write, so that one of the two sees the other.
 */
export async function takeFolders(ports: Parameters<typeof writeManifest>[0], manifest: Manifest): Promise<void> {
  const { store } = ports;
  const { location, videoId, series } = manifest;
  const assumed = videoOfContainer(location);
  if (location.prefix !== '' || assumed === videoId || !series.some(({ prefix }) => prefix.includes('/'))) return;
  const [theirs, ours] = await Promise.all([store.readVideo(assumed), store.readVideo(videoId)]);
  for (const { manifest: one } of theirs.manifests) {
    if (!isFolderOf(one.location, location)) continue;
    await writeManifest(ports, { ...one, videoId }, ours, { by: 'asset', since: one.recordedAt });
  }
  // An earlier try may have been stopped after its last manifest was taken, and before that was noted.
  for (const { manifest: one } of ours.manifests) {
    if (isFolderOf(one.location, location)) await settleClaim(store, one, 'asset');
  }
}

function isFolderOf({ prefix, ...container }: ImageLocation, root: ImageLocation): boolean {
  return prefix !== '' && locationHash({ ...container, prefix: '' }) === locationHash(root);
}
