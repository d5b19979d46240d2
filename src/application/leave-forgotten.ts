import type { Manifest } from '../domain/manifest.js';
import { aliasesOf, claimPlace, settleClaim, type Claim } from './claim-place.js';
import type { ManifestStore, VideoRecords } from './ports.js';
import { sweepForgotten } from './sweep-forgotten.js';

/**
 * A recording that is as old as the forgetting of its video leaves no manifest and no name, and takes away what an
 * interrupted one has left. It claims its location all the same: an older claim of another video, and what the location's own
 * name tells, stay as wrong as they were before.
 */
export async function leaveForgotten(
  store: ManifestStore,
  manifest: Manifest,
  claim: Claim,
  records: VideoRecords,
): Promise<void> {
  const claimed = await claimPlace(store, manifest, claim);
  if (claimed === 'ours' || claimed === 'moving') await settleClaim(store, manifest, claim.by);
  await sweepForgotten(store, manifest.videoId, records, aliasesOf(manifest));
}
