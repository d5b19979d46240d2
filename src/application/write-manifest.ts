import { decideRecording, type Manifest, type RecordOutcome } from '../domain/manifest.js';
import { placeHash } from '../domain/place.js';
import { aliasesOf, claimPlace, releasePlace, settleClaim } from './claim-place.js';
import type { ClaimKind, ManifestStore, VideoRecords } from './ports.js';
import { untilWritten } from './until-written.js';

/**
 * Writes a manifest whole, in one conditional write. The place is claimed and the aliases are there before it, so that
 * a manifest that can be read can also be found, whatever is interrupted in between.
 */
export async function writeManifest(
  store: ManifestStore,
  manifest: Manifest,
  known: VideoRecords,
  by: ClaimKind,
): Promise<RecordOutcome> {
  const hash = placeHash(manifest.place);
  return untilWritten(
    known,
    () => store.readVideo(manifest.videoId),
    async ({ manifests }) => {
      const existing = manifests.find((one) => placeHash(one.manifest.place) === hash);
      const { outcome, write } = decideRecording(existing?.manifest, manifest);
      if (outcome === 'stale') return outcome;
      if (write) {
        const claimed = await claimPlace(store, manifest, by);
        if (claimed === 'lost') return 'stale';
        const there = existing === undefined || claimed === 'moving' ? [] : aliasesOf(existing.manifest);
        const missing = aliasesOf(manifest).filter((alias) => !there.includes(alias));
        for (const alias of missing) await store.putAlias(alias, manifest.videoId);
        if (!(await store.putManifest(manifest, existing?.version))) return undefined;
      }
      // Also for a duplicate: a delivery that was interrupted after its write has left this to do.
      if (await settleClaim(store, manifest)) return outcome;
      await releasePlace(store, manifest, manifest.videoId);
      return 'stale';
    },
  );
}
