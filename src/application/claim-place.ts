import type { Manifest } from '../domain/manifest.js';
import { locationHash } from '../domain/location.js';
import { compareText } from '../domain/text.js';
import { covers } from '../domain/tombstone.js';
import { canonicalVideoId } from '../domain/video-id.js';
import { CLAIM_KINDS, type ClaimKind, type ManifestStore, type Owner } from './ports.js';
import { untilWritten } from './until-written.js';

/** Who says it, and when: of an event that is the time of what it tells, of an operator the time of the run. */
export type Claim = Pick<Owner, 'by' | 'since'>;

/** The other names under which a manifest's video is found: the asset's name and id, where the video has another. */
export function aliasesOf({ source, videoId }: Manifest): string[] {
  const names = [source.assetName, source.assetId].filter((name) => name !== undefined).map(canonicalVideoId);
  return [...new Set(names)].filter((name) => name !== videoId);
}

/**
 * A location has one owner: the video that the strongest word names, among words of one kind the newest. `lost` when another
 * video has the better claim. The losers of a move are noted in the owner's row until their manifests are gone, so an
 * interrupted move is taken up again.
 * `moving` while such a note is there: an interrupted move away from us may have taken our aliases and left our manifest.
 * `forgotten` when the images were forgotten under the name that a weaker word gave them: who asked for that meant what lies
 * here, and a better name that comes later, of images as old as that, must not bring them back.
 */
export async function claimPlace(
  store: ManifestStore,
  { location, videoId, recordedAt }: Manifest,
  claim: Claim,
): Promise<'ours' | 'moving' | 'lost' | 'forgotten'> {
  return untilWritten(
    await store.readOwner(location),
    () => store.readOwner(location),
    async (current) => {
      const next = succeed(current?.owner, { videoId, ...claim, takenFrom: [] });
      if (next === 'lost') return next;
      const claimed = next.takenFrom.length === 0 ? 'ours' : 'moving';
      if (next === current?.owner) return claimed;
      const { owner: weaker } = current ?? {};
      if (weaker !== undefined && weaker.videoId !== videoId && compareKinds(claim.by, weaker.by) > 0) {
        if (covers(await store.readTombstone(weaker.videoId), recordedAt)) return 'forgotten';
      }
      return (await store.putOwner(location, next, current?.version)) ? claimed : undefined;
    },
  );
}

/** The owner row after this claim; the same object when nothing changes. */
function succeed(current: Owner | undefined, claim: Owner): Owner | 'lost' {
  if (current === undefined) return claim;
  const better = compareClaims(claim, current);
  if (better < 0) return claim.videoId === current.videoId ? current : 'lost';
  if (better === 0) return current;
  return { ...claim, takenFrom: taken(current, claim) };
}

/** Above zero where the first claim takes the location from the second; at the same instant the greater video id has it. */
export function compareClaims(one: Claim & { videoId: string }, other: Claim & { videoId: string }): number {
  const newer = one.since.getTime() - other.since.getTime();
  return compareKinds(one.by, other.by) || newer || compareText(one.videoId, other.videoId);
}

/** Above zero where the first is the stronger word. */
export function compareKinds(one: ClaimKind, other: ClaimKind): number {
  return CLAIM_KINDS.indexOf(one) - CLAIM_KINDS.indexOf(other);
}

/**
 * A video is noted too when it takes its own place by a stronger word, or takes it back: what it has recorded there rests on
 * the other word until its manifest is written again.
 */
function taken(current: Owner, claim: Owner): readonly string[] {
  const isOurs = claim.videoId === current.videoId && compareKinds(claim.by, current.by) === 0;
  return isOurs ? current.takenFrom : [...new Set([...current.takenFrom, current.videoId])];
}

/** Whether what a video has recorded here rests on a weaker word than this claim, which may have been stopped half-way. */
export function isStronger(claim: Claim, { videoId }: Manifest, owner: Owner | undefined): boolean {
  if (owner === undefined) return false;
  const than = compareKinds(claim.by, owner.by);
  return than > 0 || (than === 0 && owner.videoId === videoId && owner.takenFrom.includes(videoId));
}

/**
 * After the manifest is written: removes the one of the video it was taken from. False when the location has meanwhile gone
 * to yet another video, which then may not have seen our manifest and left it.
 */
export async function settleClaim(
  store: ManifestStore,
  manifest: Manifest,
  by: ClaimKind,
  known?: Awaited<ReturnType<ManifestStore['readOwner']>>,
): Promise<boolean> {
  const { videoId } = manifest;
  return untilWritten(
    known ?? (await store.readOwner(manifest.location)),
    () => store.readOwner(manifest.location),
    async (current) => {
      if (current === undefined) {
        // A walk took the location for nobody's, a moment before our manifest was there.
        const owner = { videoId, by, since: manifest.recordedAt, takenFrom: [] };
        return (await store.putOwner(manifest.location, owner, undefined)) ? true : undefined;
      }
      if (current.owner.videoId !== videoId) return false;
      const { takenFrom } = current.owner;
      // A weaker word than the owner's has not written what the owner still has to.
      const open = compareKinds(by, current.owner.by) < 0 ? takenFrom.filter((one) => one === videoId) : [];
      if (takenFrom.length === open.length) return true;
      for (const loser of takenFrom) if (loser !== videoId) await releasePlace(store, manifest, loser);
      const settled = { ...current.owner, takenFrom: open };
      return (await store.putOwner(manifest.location, settled, current.version)) ? true : undefined;
    },
  );
}

/**
 * Takes a location's manifest, and the aliases that it alone brought, from a video that does not own it any more. Aliases go
 * first: as long as the manifest is there, its names are known, and an interrupted release can be taken up again. Whoever
 * claims the location again meanwhile keeps all: the claim is seen, or else the manifest's new version.
 */
export async function releasePlace(store: ManifestStore, manifest: Manifest, videoId: string): Promise<void> {
  const hash = locationHash(manifest.location);
  const theirs = (await store.readVideo(videoId)).manifests;
  if ((await store.readOwner(manifest.location))?.owner.videoId === videoId) return;
  const here = theirs.find((one) => locationHash(one.manifest.location) === hash);
  const kept = theirs.filter((one) => one !== here).flatMap((one) => aliasesOf(one.manifest));
  // Under our names too: they may have been stopped after the aliases, before the manifest that tells theirs.
  const brought = new Set([
    ...(here === undefined ? [] : aliasesOf(here.manifest)),
    ...aliasesOf({ ...manifest, videoId }),
  ]);
  const going = [...brought].filter((alias) => !kept.includes(alias));
  for (const alias of going) await store.deleteAlias(alias, videoId);
  if (here === undefined || (await store.deleteManifest(videoId, manifest.location, here.version))) return;
  for (const alias of going) await store.putAlias(alias, videoId);
}
