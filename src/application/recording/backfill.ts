import { newestImage } from '../../domain/image-listing.js';
import { locationHash, type ImageLocation } from '../../domain/location.js';
import { containerId } from '../../domain/location-record.js';
import { canonicalVideoId } from '../../domain/video-id.js';
import type { Asset, RecordingPorts, StoredRecord } from './ports.js';
import type { Log } from '../../telemetry/log-events.js';
import { findLocations, type FoundLocation, type MarkerOf } from './find-locations.js';
import { videoIdOf } from './locate-output.js';
import { recordLocation, type LocationReport, type Recorded } from './record-location.js';
import { CLIENT_ENCRYPTED } from './record-output.js';

export interface BackfillPorts extends Omit<RecordingPorts, 'library'> {
  /** The asset that Media Services knows in a container. */
  findAssetIn: (location: ImageLocation) => Promise<Asset | undefined>;
  markerOf: MarkerOf | undefined;
  /** The time of the run: among claims of one source the newest run counts. */
  askedAt: Date;
  /** Leaves locations alone whose images are all older. */
  newerThan: Date | undefined;
}

/** What a location came to. */
export interface Backfilled {
  outcome: Recorded['outcome'] | 'no-images' | 'older' | 'left-alone';
  newest?: Date;
  recorded?: Recorded;
}

/** Records images that no event will ever report, one container at a time. */
export interface Backfill {
  /** None when nothing in the container can be an image. */
  locationsIn(root: ImageLocation): Promise<BackfillLocation[]>;
  /** `mapped` is the video that the operator's map gives the whole container. */
  record(found: BackfillLocation, mapped: string | undefined, log: Log): Promise<Backfilled>;
}

export interface BackfillLocation extends FoundLocation {
  /** The record, where it was read before the blobs were listed. */
  first?: { stored: StoredRecord | undefined };
}

export function createBackfill(given: BackfillPorts): Backfill {
  const ports: RecordingPorts = { ...given, library: undefined };
  const { store, images, findAssetIn, askedAt, newerThan, markerOf } = given;
  return {
    locationsIn: async (root) => {
      const first = { stored: await store.readRecord(locationHash(root)) };
      const blobs = await images.list(root);
      if (blobs === undefined || newestImage(blobs) === undefined) return [];
      const found = await findLocations(store, root, blobs, markerOf);
      return found.map((one) => (one.location.prefix === '' ? { ...one, first } : one));
    },

    record: async (found, mapped, log) => {
      const newest = newestImage(found.blobs);
      if (newest === undefined) return { outcome: 'no-images' };
      if (found.isRest === true) return { outcome: 'left-alone', newest };
      if (newerThan !== undefined && newest < newerThan) return { outcome: 'older', newest };
      const { location } = found;
      const first = found.first && { ...found.first, blobs: found.blobs };
      const { stored } = first ?? { stored: await store.readRecord(locationHash(location)) };
      const asset = location.prefix === '' ? await findAssetIn(location) : undefined;
      const list = async () => (await images.list(location)) ?? [];
      const options = { list, first: first ?? { stored }, alwaysList: true, skipEmpty: true };
      const recorded = await recordLocation(ports, reportOf(found, stored, mapped, asset), options, log);
      return {
        newest,
        ...(recorded === undefined ? { outcome: 'no-images' } : { outcome: recorded.outcome, recorded }),
      };
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
      const isMapped = mapped !== undefined;
      const videoId = mapped ?? videoIdOf(asset?.name ?? '', undefined, asset);
      return { location, source: isMapped ? 'operator' : 'asset', videoId, claimedAt: askedAt, ...factsOf(asset) };
    }
    if (markedAs !== undefined) return { location, source: 'inferred', videoId: markedAs };
    const known = stored?.record.claims.inferred;
    // A folder that is recorded and has no marker any more keeps the claim that it has.
    if (location.prefix !== '' && known !== undefined) {
      return { location, source: 'inferred', videoId: known.videoId, claimedAt: known.at };
    }
    return { location, source: 'inferred', videoId: containerId(location.container) };
  }

  function factsOf(asset: Asset | undefined): Pick<LocationReport, 'asset' | 'aliases' | 'asked'> {
    if (asset === undefined) return {};
    const names = [asset.name, asset.assetId].filter((name) => name !== undefined);
    return {
      asset: { name: asset.name, at: askedAt },
      aliases: names.map(canonicalVideoId),
      asked: asset.isClientEncrypted ? { unservable: CLIENT_ENCRYPTED } : {},
    };
  }
}
