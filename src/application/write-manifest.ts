import { decideRecording, type Manifest, type RecordOutcome } from '../domain/manifest.js';
import { placeHash } from '../domain/place.js';
import { aliasesOf, claimPlace, compareKinds, releasePlace, settleClaim, type Claim } from './claim-place.js';
import type { ManifestStore, Owner, VideoRecords } from './ports.js';
import { untilWritten } from './until-written.js';

/**
 * Writes a manifest whole, in one conditional write. The place is claimed and the aliases are there before it, so that
 * a manifest that can be read can also be found, whatever is interrupted in between.
 */
export async function writeManifest(
  store: ManifestStore,
  manifest: Manifest,
  known: VideoRecords,
  claim: Claim,
): Promise<RecordOutcome> {
  const hash = placeHash(manifest.place);
  return untilWritten(
    known,
    () => store.readVideo(manifest.videoId),
    async ({ manifests }) => {
      const existing = manifests.find((one) => placeHash(one.manifest.place) === hash);
      const decided = decideRecording(existing?.manifest, manifest);
      const owner = decided.write ? undefined : await store.readOwner(manifest.place);
      const { outcome, write } = isStronger(claim, manifest, owner?.owner) ? overruling(decided.outcome) : decided;
      if (outcome === 'stale') return outcome;
      if (write) {
        const claimed = await claimPlace(store, manifest, claim);
        if (claimed === 'lost') return 'stale';
        const there = existing === undefined || claimed === 'moving' ? [] : aliasesOf(existing.manifest);
        const missing = aliasesOf(manifest).filter((alias) => !there.includes(alias));
        for (const alias of missing) await store.putAlias(alias, manifest.videoId);
        if (!(await store.putManifest(manifest, existing?.version))) return undefined;
      }
      // Also for a duplicate: a delivery that was interrupted after its write has left this to do.
      if (await settleClaim(store, manifest, write ? undefined : owner)) return outcome;
      await releasePlace(store, manifest, manifest.videoId);
      return 'stale';
    },
  );
}

/** Whether what the same video has recorded here rests on a weaker word than this. */
function isStronger(claim: Claim, { videoId }: Manifest, owner: Owner | undefined): boolean {
  return owner?.videoId === videoId && compareKinds(claim.by, owner.by) > 0;
}

/** A stronger word is written though it is older: so it does not matter which of the two came first. */
function overruling(outcome: RecordOutcome): { outcome: RecordOutcome; write: boolean } {
  return { outcome: outcome === 'stale' ? 'replaced' : outcome, write: true };
}
