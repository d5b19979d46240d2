import { loneImage } from '../../domain/guess-series.js';
import { newestImage } from '../../domain/image-listing.js';
import { locationHash, type ImageLocation } from '../../domain/location.js';
import { containerId, type LocationRecord } from '../../domain/location-record.js';
import type { Series } from '../../domain/series.js';
import type { ToldTimes } from '../../domain/told-times.js';
import type { Asset, RecordingPorts, StoredRecord } from './ports.js';
import type { Log } from '../../telemetry/log-events.js';
import { assetFacts, videoIdOf } from './ask-library.js';
import { findLocations, type FoundLocation, type MarkerOf } from './find-locations.js';
import { recordLocation, type LocationReport, type Recorded } from './record-location.js';

export interface BackfillPorts extends Omit<RecordingPorts, 'library'> {
  /** The asset that Media Services knows in a container. */
  findAssetIn: (location: ImageLocation) => Promise<Asset | undefined>;
  markerOf: MarkerOf | undefined;
  /** The time of the run: among claims of one source the newest run counts. */
  askedAt: Date;
  /** Leaves locations alone whose images are all older. */
  newerThan: Date | undefined;
  /** Whether an image alone, of a name that tells nothing, makes a video where neither the operator nor a marker names it. */
  singleImages: (container: string) => boolean;
}

/** What a location came to. */
export interface Backfilled {
  outcome: Recorded['outcome'] | 'no-images' | 'single-image' | 'older' | 'left-alone';
  newest?: Date;
  recorded?: Recorded;
  /** The name of a single image that makes no video. */
  single?: string;
}

export interface BackfillLocation extends FoundLocation {
  /** The record, where it was read before the blobs were listed. */
  first?: { stored: StoredRecord | undefined };
}

export type Backfill = ReturnType<typeof createBackfill>;

/** Records images that no event will ever report, one container at a time. */
export function createBackfill(given: BackfillPorts) {
  const ports: RecordingPorts = { ...given, library: undefined };
  const { store, images, findAssetIn, askedAt, newerThan, markerOf, singleImages } = given;
  return {
    /** None when nothing in the container can be an image. */
    locationsIn: async (root: ImageLocation): Promise<BackfillLocation[]> => {
      const first = { stored: await store.readRecord(locationHash(root)) };
      const blobs = await images.list(root);
      if (blobs === undefined || newestImage(blobs) === undefined) return [];
      const found = await findLocations(store, root, blobs, markerOf);
      return found.map((one) => (one.location.prefix === '' ? { ...one, first } : one));
    },

    /** `mapped` is the video that the operator's map gives the whole container, `times` what the operator says of its images. */
    record: async (
      found: BackfillLocation,
      mapped: string | undefined,
      log: Log,
      times?: ToldTimes,
    ): Promise<Backfilled> => {
      const newest = newestImage(found.blobs);
      if (newest === undefined) return { outcome: 'no-images' };
      if (found.isRest === true) return { outcome: 'left-alone', newest };
      if (newerThan !== undefined && newest < newerThan) return { outcome: 'older', newest };
      const { location } = found;
      const first = found.first && { ...found.first, blobs: found.blobs };
      const { stored } = first ?? { stored: await store.readRecord(locationHash(location)) };
      const asset = location.prefix === '' ? await findAssetIn(location) : undefined;
      const list = async () => (await images.list(location)) ?? [];
      const told = times && { told: { times, at: askedAt } };
      const report = { ...reportOf(found, stored, mapped, asset), ...told };
      const isToldOf = report.source === 'operator' || found.markedAs !== undefined;
      let single: string | undefined;
      const isRefused = (series: readonly Series[], record: LocationRecord | undefined): boolean => {
        const isNew = record === undefined && !isToldOf && !singleImages(location.container);
        single = isNew ? loneImage(series) : undefined;
        return series.length === 0 || single !== undefined;
      };
      const options = { list, backfill: { ...(first ?? { stored }), isRefused } };
      const recorded = await recordLocation(ports, report, options, log);
      if (recorded !== undefined) return { newest, outcome: recorded.outcome, recorded };
      return { newest, ...(single === undefined ? { outcome: 'no-images' } : { outcome: 'single-image', single }) };
    },
  };

  /** The operator's map counts, else what Media Services knows, else a marker, else the container's own name. */
  function reportOf(
    { location, markedAs }: FoundLocation,
    stored: StoredRecord | undefined,
    mapped: string | undefined,
    asset: Asset | undefined,
  ): LocationReport {
    if (asset !== undefined || (mapped !== undefined && location.prefix === '')) {
      const source = mapped === undefined ? 'asset' : 'operator';
      const videoId = mapped ?? videoIdOf(asset?.name ?? '', undefined, asset);
      const facts = asset && assetFacts(asset.name, asset, askedAt);
      return { location, source, videoId, claimedAt: askedAt, ...facts };
    }
    if (markedAs !== undefined) return { location, source: 'inferred', videoId: markedAs };
    const known = stored?.record.claims.inferred;
    // A folder that is recorded and has no marker any more keeps the claim that it has.
    if (location.prefix !== '' && known !== undefined) {
      return { location, source: 'inferred', videoId: known.videoId, claimedAt: known.at };
    }
    return { location, source: 'inferred', videoId: containerId(location.container) };
  }
}
