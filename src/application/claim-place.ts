import type { Manifest } from '../domain/manifest.js';
import { placeHash } from '../domain/place.js';
import { compareText } from '../domain/text.js';
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
 * A place has one owner: the video that the strongest word names, among words of one kind the newest. `lost` when another
 * video has the better claim. The losers of a move are noted in the owner's row until their manifests are gone, so an
 * interrupted move is taken up again.
 * `moving` while such a note is there: an interrupted move away from us may have taken our aliases and left our manifest.
 */
export async function claimPlace(
  store: ManifestStore,
  { place, videoId }: Manifest,
  claim: Claim,
): Promise<'ours' | 'moving' | 'lost'> {
  return untilWritten(
    await store.readOwner(place),
    () => store.readOwner(place),
    async (current) => {
      const next = succeed(current?.owner, { videoId, ...claim, takenFrom: [] });
      if (next === 'lost') return next;
      const claimed = next.takenFrom.length === 0 ? 'ours' : 'moving';
      if (next === current?.owner) return claimed;
      return (await store.putOwner(place, next, current?.version)) ? claimed : undefined;
    },
  );
}

/** The owner row after this claim; the same object when nothing changes. */
function succeed(current: Owner | undefined, claim: Owner): Owner | 'lost' {
  if (current === undefined) return claim;
  const better = compareClaims(claim, current);
  if (better < 0) return claim.videoId === current.videoId ? current : 'lost';
  return better === 0 ? current : taken(current, claim);
}

/** Above zero where the first claim takes the place from the second; at the same instant the greater video id has it. */
export function compareClaims(one: Claim & { videoId: string }, other: Claim & { videoId: string }): number {
  const newer = one.since.getTime() - other.since.getTime();
  return compareKinds(one.by, other.by) || newer || compareText(one.videoId, other.videoId);
}

/** Above zero where the first is the stronger word. */
export function compareKinds(one: ClaimKind, other: ClaimKind): number {
  return CLAIM_KINDS.indexOf(one) - CLAIM_KINDS.indexOf(other);
}

function taken(current: Owner, claim: Owner): Owner {
  const losers = claim.videoId === current.videoId ? current.takenFrom : [...current.takenFrom, current.videoId];
  return { ...claim, takenFrom: losers.filter((loser) => loser !== claim.videoId) };
}

/**
 * After the manifest is written: removes the one of the video it was taken from. False when the place has meanwhile gone
 * to yet another video, which then may not have seen our manifest and left it.
 */
export async function settleClaim(
  store: ManifestStore,
  manifest: Manifest,
  known?: Awaited<ReturnType<ManifestStore['readOwner']>>,
): Promise<boolean> {
  return untilWritten(
    known ?? (await store.readOwner(manifest.place)),
    () => store.readOwner(manifest.place),
    async (current) => {
      if (current?.owner.videoId !== manifest.videoId) return false;
      const { takenFrom } = current.owner;
      if (takenFrom.length === 0) return true;
      for (const loser of takenFrom) await releasePlace(store, manifest, loser);
      const settled = { ...current.owner, takenFrom: [] };
      return (await store.putOwner(manifest.place, settled, current.version)) ? true : undefined;
    },
  );
}

/**
 * Takes a place's manifest, and the aliases that it alone brought, from a video that does not own it any more. Aliases go
 * first: as long as the manifest is there, its names are known, and an interrupted release can be taken up again. Whoever
 * claims the place again meanwhile keeps all: the claim is seen, or else the manifest's new version.
 */
export async function releasePlace(store: ManifestStore, manifest: Manifest, videoId: string): Promise<void> {
  const hash = placeHash(manifest.place);
  const theirs = (await store.readVideo(videoId)).manifests;
  if ((await store.readOwner(manifest.place))?.owner.videoId === videoId) return;
  const here = theirs.find((one) => placeHash(one.manifest.place) === hash);
  const kept = theirs.filter((one) => one !== here).flatMap((one) => aliasesOf(one.manifest));
  // Under our names too: they may have been stopped after the aliases, before the manifest that tells theirs.
  const brought = new Set([
    ...(here === undefined ? [] : aliasesOf(here.manifest)),
    ...aliasesOf({ ...manifest, videoId }),
  ]);
  const going = [...brought].filter((alias) => !kept.includes(alias));
  for (const alias of going) await store.deleteAlias(alias, videoId);
  if (here === undefined || (await store.deleteManifest(videoId, manifest.place, here.version))) return;
  for (const alias of going) await store.putAlias(alias, videoId);
}
