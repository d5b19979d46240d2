import { newestImage } from '../domain/image-listing.js';
import type { ImageLocation } from '../domain/location.js';
import { Failure } from './failure.js';
import { findPlaces, type FoundPlace, type MarkerOf } from './find-places.js';
import { videoIdOf } from './locate-output.js';
import type { Asset, Log } from './ports.js';
import { readSeries } from './read-series.js';
import { CLIENT_ENCRYPTED, type RecordingPorts } from './record-output.js';
import { makeRecordPlace, type PlaceNews, type PlaceRecorded, type ReadPlace } from './record-place.js';
import { pauseAtRandom } from './until-written.js';

export interface BackfillPorts extends RecordingPorts {
  /** The asset that Media Services knows in a container. */
  findAssetIn: (location: ImageLocation) => Promise<Asset | undefined>;
  markerOf: MarkerOf | undefined;
  /** When the operator asked for it: the newest word of an operator counts. */
  askedAt: Date;
  /** Leaves locations alone whose images are all older. */
  newerThan: Date | undefined;
}

/** What became of a location: recorded in some way, or why not. */
export interface Backfilled {
  outcome: PlaceRecorded['outcome'] | 'no-images' | 'older' | 'left-alone';
  newest?: Date;
  recorded?: PlaceRecorded;
}

/** Records what lies in storage already, of which no event will ever tell: for one container at a time. */
export interface Backfill {
  /** None when nothing in it can be an image. */
  placesIn(root: ImageLocation): Promise<FoundPlace[]>;
  /** `mapped` is the video that the operator says the whole container belongs to. */
  record(found: FoundPlace, mapped: string | undefined, log: Log): Promise<Backfilled>;
}

/** Each lost race teaches who owns the location now. */
const ROUNDS = 3;

export function makeBackfill(ports: BackfillPorts): Backfill {
  const { store, images, findAssetIn, askedAt, newerThan } = ports;
  const recordPlace = makeRecordPlace(ports);
  return {
    placesIn: async (root) => {
      const blobs = await images.list(root);
      if (blobs === undefined || newestImage(blobs) === undefined) return [];
      return findPlaces(store, root, blobs, ports.markerOf);
    },

    record: async (found, mapped, log) => {
      const newest = newestImage(found.blobs);
      if (newest === undefined) return { outcome: 'no-images' };
      if (found.isRest === true) return { outcome: 'left-alone', newest };
      if (newerThan !== undefined && newest < newerThan) return { outcome: 'older', newest };
      const asset = found.location.prefix === '' ? await findAssetIn(found.location) : undefined;
      const news = { ...whose(found, mapped, asset), location: found.location, at: newest };
      const publishing = ports.startPublishing?.();
      const readFound: ReadPlace = (_, rules) => read(found, asset, rules, log);
      const recorded = await untilWon(() => recordPlace(news, readFound, log, publishing));
      return {
        newest,
        ...(recorded === undefined ? { outcome: 'no-images' } : { outcome: recorded.outcome, recorded }),
      };
    },
  };

  /** The operator's map, else what Media Services tells, else a marker. */
  function whose(
    { location, markedAs }: FoundPlace,
    mapped: string | undefined,
    asset: Asset | undefined,
  ): Pick<PlaceNews, 'told' | 'source'> {
    const source = asset && { assetName: asset.name, ...(asset.assetId !== undefined && { assetId: asset.assetId }) };
    const known = source && { source };
    if (mapped !== undefined && location.prefix === '') {
      return { told: { videoId: mapped, by: 'mapped', since: askedAt }, ...known };
    }
    if (asset !== undefined) {
      return { told: { videoId: videoIdOf(asset.name, undefined, asset), by: 'asset', since: askedAt }, ...known };
    }
    return markedAs === undefined ? {} : { told: { videoId: markedAs, by: 'assumed' } };
  }

  /** What no image can be read of is not recorded: unlike an event, nobody said that there are any. */
  async function read(
    { location, blobs }: FoundPlace,
    asset: Asset | undefined,
    rules: Parameters<typeof readSeries>[3],
    log: Log,
  ) {
    if (asset?.isClientEncrypted === true) return { series: [], unservable: CLIENT_ENCRYPTED };
    const found = await readSeries(images, location, blobs, rules, log);
    return found.series.length === 0 ? undefined : found;
  }
}

async function untilWon<T>(record: () => Promise<T>): Promise<T> {
  for (let round = 1; ; round++) {
    try {
      return await record();
    } catch (error) {
      if (round === ROUNDS || !(error instanceof Failure) || error.code !== 'lost-race') throw error;
      await pauseAtRandom(round);
    }
  }
}
