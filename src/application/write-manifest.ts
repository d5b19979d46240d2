import { decideRecording, type Manifest, type RecordOutcome } from '../domain/manifest.js';
import { locationHash } from '../domain/location.js';
import { covers, type Forgotten } from '../domain/tombstone.js';
import { aliasesOf, claimPlace, isStronger, releasePlace, settleClaim, type Claim } from './claim-place.js';
import { leaveForgotten } from './leave-forgotten.js';
import { leaveNames } from './leave-names.js';
import type { ManifestStore, VideoRecords } from './ports.js';
import type { Publishing } from './publishing.js';
import { untilWritten } from './until-written.js';

/**
 * Writes a manifest whole, in one conditional write. The location is claimed and the aliases are there before it, so that
 * a manifest that can be read can also be found, whatever is interrupted in between. What is forgotten is not written, and
 * looked for once more after the write: one of the two, who forgets and who writes, sees the other.
 */
export async function writeManifest(
  { store, publishing }: { store: ManifestStore; publishing: Publishing },
  manifest: Manifest,
  known: VideoRecords,
  claim: Claim,
): Promise<RecordOutcome | Forgotten> {
  const hash = locationHash(manifest.location);
  const ours = aliasesOf(manifest);
  /** Put for a manifest that lost its race, and may not be written after all. */
  let early: string[] = [];
  return untilWritten(
    known,
    () => store.readVideo(manifest.videoId),
    async (records) => {
      publishing.see(manifest.videoId, records);
      if (covers(records.tombstone, manifest.recordedAt)) {
        await leaveForgotten(store, manifest, claim, records);
        return 'forgotten';
      }
      const there = records.manifests.find((one) => locationHash(one.manifest.location) === hash);
      const existing = there && covers(records.tombstone, there.manifest.recordedAt) ? undefined : there;
      const decided = decideRecording(existing?.manifest, manifest);
      const owner = decided.write ? undefined : await store.readOwner(manifest.location);
      const { outcome, write } = isStronger(claim, manifest, owner?.owner) ? overruling(decided.outcome) : decided;
      // Forgotten meanwhile, after a newer one was recorded: then the state that was remembered a moment ago has to go, too.
      const isOlder = !write && existing !== undefined && manifest.recordedAt < existing.manifest.recordedAt;
      if (isOlder && covers(await store.readTombstone(manifest.videoId), manifest.recordedAt)) return undefined;
      if (!write && early.length > 0) await leaveNames(store, manifest.videoId, early);
      if (outcome === 'stale') return outcome;
      if (write) {
        const claimed = await claimPlace(store, manifest, claim);
        if (claimed === 'lost' || claimed === 'forgotten') {
          // A delivery that was stopped after its claim has left names that lead to nothing of ours any more.
          await releasePlace(store, manifest, manifest.videoId);
          return claimed === 'lost' ? 'stale' : claimed;
        }
        const names = existing === undefined || claimed === 'moving' ? [] : aliasesOf(existing.manifest);
        const missing = ours.filter((alias) => !names.includes(alias));
        for (const alias of missing) await store.putAlias(alias, manifest.videoId);
        early = missing;
        const outbox = await publishing.forManifest(existing, manifest);
        if (!(await store.putManifest(manifest, there?.version, outbox))) return undefined;
        const tombstone = await store.readTombstone(manifest.videoId);
        // Decided again, on what is there now: it is forgotten, with what was just written.
        if (covers(tombstone, manifest.recordedAt)) return undefined;
        const left = there === undefined ? [] : aliasesOf(there.manifest).filter((name) => !ours.includes(name));
        // A sweep that is under way may have taken the names that an older manifest had as well, or another renaming ours.
        const again = tombstone !== undefined ? ours : left.length > 0 ? missing : [];
        for (const alias of again) await store.putAlias(alias, manifest.videoId);
        if (left.length > 0) await leaveNames(store, manifest.videoId, [...left, ...again]);
      }
      // Also for a duplicate: a delivery that was interrupted after its write has left this to do.
      if (await settleClaim(store, manifest, claim.by, write ? undefined : owner)) return outcome;
      await releasePlace(store, manifest, manifest.videoId);
      return 'stale';
    },
  );
}

/** A stronger word is written though it is older: so it does not matter which of the two came first. */
function overruling(outcome: RecordOutcome): { outcome: RecordOutcome; write: boolean } {
  return { outcome: outcome === 'stale' ? 'replaced' : outcome, write: true };
}
