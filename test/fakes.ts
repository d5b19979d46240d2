import { LOG_EVENTS } from '../src/application/log-events.js';
import type {
  Asset,
  ImageHeader,
  ImageStore,
  Job,
  Log,
  ManifestStore,
  MediaLibrary,
} from '../src/application/ports.js';
import type { ImageRule } from '../src/domain/image-rule.js';
import type { ImageLocation } from '../src/domain/location.js';
import type { MediaTimeline } from '../src/domain/media-timeline.js';
import type { SheetTile } from '../src/domain/webvtt.js';

export interface Logged {
  event: string;
  level: string;
  fields: Record<string, unknown>;
}

/** A log that remembers. */
export function aLog(): { log: Log; lines: Logged[]; events: () => string[] } {
  const lines: Logged[] = [];
  return {
    log: (event, fields) => lines.push({ event, level: LOG_EVENTS[event].level, fields }),
    lines,
    events: () => lines.map(({ event }) => event),
  };
}

/** What lies in a container: names with the header of their image, or null for what is no image. */
export type Blobs = Record<string, ImageHeader | null>;

export const JPEG: ImageHeader = { contentType: 'image/jpeg', width: 640, height: 360 };

export interface FakeImages extends ImageStore {
  containers: Map<string, Blobs>;
  timeline: MediaTimeline;
  tiles: SheetTile[] | Error;
  /** What a WebVTT of this name holds; any other holds the tiles above. */
  tilesIn: Record<string, SheetTile[] | Error>;
  /** Calls so far, by method. */
  calls: string[];
}

export function fakeImages(containers: Record<string, Blobs> = {}): FakeImages {
  const fake: FakeImages = {
    containers: new Map(Object.entries(containers)),
    timeline: { durationMs: 60_000 },
    tiles: [],
    tilesIn: {},
    calls: [],
    list: ({ container, prefix }) => {
      fake.calls.push('list');
      const blobs = fake.containers.get(container);
      if (blobs === undefined) return Promise.resolve(undefined);
      const names = Object.keys(blobs).filter((name) => name.startsWith(prefix));
      return Promise.resolve(names.map((name) => ({ name: name.slice(prefix.length), size: 1000 })));
    },
    readHeader: ({ container, prefix }: ImageLocation, name) => {
      fake.calls.push('readHeader');
      return Promise.resolve(fake.containers.get(container)?.[prefix + name] ?? { problem: 'it is no image' });
    },
    readTimeline: () => Promise.resolve(fake.timeline),
    readTiles: (_, name) => {
      fake.calls.push('readTiles');
      const tiles = fake.tilesIn[name] ?? fake.tiles;
      return tiles instanceof Error ? Promise.reject(tiles) : Promise.resolve(tiles);
    },
  };
  return fake;
}

export interface FakeLibrary extends MediaLibrary {
  assets: Map<string, Asset | Error>;
  jobs: Map<string, Job>;
  transforms: Map<string, ImageRule[][]>;
  calls: string[];
}

export function fakeLibrary(assets: readonly Asset[] = []): FakeLibrary {
  const fake: FakeLibrary = {
    assets: new Map(assets.map((asset) => [asset.name, asset])),
    jobs: new Map(),
    transforms: new Map(),
    calls: [],
    findAsset: (name) => {
      fake.calls.push(`asset ${name}`);
      const found = fake.assets.get(name);
      return found instanceof Error ? Promise.reject(found) : Promise.resolve(found);
    },
    findJob: ({ job }) => {
      fake.calls.push(`job ${job}`);
      return Promise.resolve(fake.jobs.get(job));
    },
    findTransform: (name) => {
      fake.calls.push(`transform ${name}`);
      return Promise.resolve(fake.transforms.get(name));
    },
  };
  return fake;
}

/** The same store, with `before` run ahead of every write: it may throw, wait, or write something itself. */
export function beforeWrites<Store extends ManifestStore>(
  store: Store,
  before: (method: keyof ManifestStore) => Promise<void>,
): Store {
  const after = async <Result>(method: keyof ManifestStore, write: () => Promise<Result>): Promise<Result> => {
    await before(method);
    return write();
  };
  return {
    ...store,
    putManifest: (...args) => after('putManifest', () => store.putManifest(...args)),
    deleteManifest: (...args) => after('deleteManifest', () => store.deleteManifest(...args)),
    putOutputState: (...args) => after('putOutputState', () => store.putOutputState(...args)),
    deleteOutputState: (...args) => after('deleteOutputState', () => store.deleteOutputState(...args)),
    putTombstone: (...args) => after('putTombstone', () => store.putTombstone(...args)),
    putOwner: (...args) => after('putOwner', () => store.putOwner(...args)),
    putAlias: (...args) => after('putAlias', () => store.putAlias(...args)),
    deleteAlias: (...args) => after('deleteAlias', () => store.deleteAlias(...args)),
  };
}
