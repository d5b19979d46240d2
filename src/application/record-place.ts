import type { ImageRule } from '../domain/image-rule.js';
import {
  hasSameContent,
  hasSameImages,
  type Manifest,
  type ManifestSource,
  type RecordOutcome,
} from '../domain/manifest.js';
import { describeLocation, locationHash, type ImageLocation } from '../domain/location.js';
import { covers, remembered, type Forgotten } from '../domain/tombstone.js';
import { aliasesOf, compareClaims, releasePlace, type Claim } from './claim-place.js';
import { Failure } from './failure.js';
import { fitManifest } from './fit-manifest.js';
import { leaveForgotten } from './leave-forgotten.js';
import type { Log, VideoRecords } from './ports.js';
import { nobodyListens, type Publishing } from './publishing.js';
import type { RecordingPorts } from './record-output.js';
import { notAhead } from './recording-time.js';
import { rulesFor } from './rules-for.js';
import { assumedVideo, takeFolders } from './untold-place.js';
import { writeManifest } from './write-manifest.js';

/** A location whose images no job tells of: since when they are there, and whose they are said to be and by whom, if by anybody. */
export interface PlaceNews {
  location: ImageLocation;
  at: Date;
  /** `since` where the claim is of another time than the images. */
  told?: { videoId: string; by: Claim['by']; since?: Date };
  source?: ManifestSource;
}

type Found = Pick<Manifest, 'series' | 'durationMs' | 'unservable'>;

/** Reads the images for a video by the rules that are known (undefined: by names); undefined when none shall be recorded. */
export type ReadPlace = (videoId: string, rules: readonly ImageRule[] | undefined) => Promise<Found | undefined>;

export interface PlaceRecorded {
  outcome: RecordOutcome | Forgotten;
  manifest: Manifest;
  /** By whose word the location is the video's. */
  by: Claim['by'];
}

/**
 * Records the images of a place of which no job tells (design 3.2). A better claim takes the location; else the images go to
 * the video that owns it, and are read by the rules of its job where one is known.
 */
export function makeRecordPlace({ store, library, clock }: Pick<RecordingPorts, 'store' | 'library' | 'clock'>) {
  return async (
    news: PlaceNews,
    readPlace: ReadPlace,
    log: Log,
    publishing: Publishing = nobodyListens,
  ): Promise<PlaceRecorded | undefined> => {
    const { location, source = {} } = news;
    const recordedAt = notAhead(clock, news.at);
    const own = { since: recordedAt, ...(news.told ?? (await assumedVideo(store, location))) };
    const owner = own.by === 'named' ? undefined : (await store.readOwner(location))?.owner;
    const yields = owner !== undefined && (own.by === 'assumed' || compareClaims(own, owner) < 0);
    const { videoId, by, since } = yields ? { ...owner, by: 'assumed' as const, since: recordedAt } : own;
    const records = await store.readVideo(videoId);
    if (covers(records.tombstone, recordedAt)) {
      const manifest = { videoId, location, recordedAt, source, series: [] };
      await leaveForgotten(store, manifest, { by, since }, records);
      return { outcome: 'forgotten', manifest, by };
    }
    const isToldBetter = yields && owner.by !== 'assumed';
    const there = manifestIn(records, location);
    const known = isToldBetter ? there : undefined;
    const rules = known && (await rulesOf(known.source));
    const found = await readPlace(videoId, rules);
    if (found === undefined) return undefined;
    const time = found.series.length > 0 ? notBefore(there, recordedAt) : recordedAt;
    const read = fitManifest(store, { videoId, location, recordedAt: time, source, ...found }, log);
    const manifest = isToldBetter ? asItWasTold(known, read, records, rules !== undefined) : read;
    const outcome = await writeManifest({ store, publishing }, manifest, records, { by, since });
    if (outcome === 'stale' && by !== 'named' && (await store.readOwner(location))?.owner.videoId !== videoId) {
      throw new Failure('lost-race', `${describeLocation(location)}: another video claimed it meanwhile`);
    }
    if (yields && own.videoId !== videoId) await releaseNames({ ...manifest, videoId: own.videoId, source });
    if (!yields && outcome !== 'stale' && outcome !== 'forgotten') {
      if (by !== 'assumed') await takeFolders({ store, publishing }, manifest);
      if (news.told === undefined && (await assumedVideo(store, location)).videoId !== videoId) {
        throw new Failure('lost-race', `${describeLocation(location)}: its container was claimed meanwhile`);
      }
    }
    return { outcome, manifest, by: yields ? owner.by : by };
  };

  /** An earlier try of ours may have been stopped after its claim, and whoever has the location now may not know our names. */
  async function releaseNames(ours: Manifest): Promise<void> {
    if (aliasesOf(ours).length > 0) await releasePlace(store, ours, ours.videoId);
  }

  /** The rules by which the job that is known made these images, as far as anybody remembers. */
  async function rulesOf({ assetName = '', transform, job }: ManifestSource) {
    if (library === undefined || transform === undefined || job === undefined) return undefined;
    const [found, recipe] = await Promise.all([library.findJob({ transform, job }), library.findTransform(transform)]);
    return rulesFor({ assetName, state: 'Finished' }, found, recipe);
  }
}

/** Images that are there now were there, or came, after somebody had looked for them in vain: they are as new as that look. */
function notBefore(there: Manifest | undefined, at: Date): Date {
  const isVain = there !== undefined && there.series.length === 0 && there.unservable === undefined;
  return isVain && there.recordedAt > at ? there.recordedAt : at;
}

function manifestIn(records: VideoRecords, location: ImageLocation): Manifest | undefined {
  const hash = locationHash(location);
  return remembered(records).manifests.find(({ manifest }) => locationHash(manifest.location) === hash)?.manifest;
}

/**
 * What a better word recorded keeps its source, and its time too while the images are the same: so order does not matter.
 * Whoever has claimed a location without a manifest is about to write one, or will come again: it has to win then, unless
 * the manifest was forgotten. Where nobody remembers the preset any more, what it told of the same images stays.
 */
function asItWasTold(
  known: Manifest | undefined,
  read: Manifest,
  { tombstone }: VideoRecords,
  hasRules: boolean,
): Manifest {
  if (known === undefined) return tombstone === undefined ? { ...read, source: {}, recordedAt: new Date(0) } : read;
  const { source, recordedAt } = known;
  if (!hasRules && hasSameImages(known.series, read.series)) return known;
  return hasSameContent(known, read) ? { ...read, source, recordedAt } : { ...read, source };
}
