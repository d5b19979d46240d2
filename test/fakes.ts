import { LOG_EVENTS, type Log } from '../src/telemetry/log-events.js';
import type {
  Asset,
  ImageHeader,
  ImageStore,
  Job,
  MediaLibrary,
  RecordStore,
} from '../src/application/recording/ports.js';
import type { ImageRule } from '../src/domain/image-rule.js';
import type { ImageLocation } from '../src/domain/location.js';
import type { MediaTimeline } from '../src/domain/media-timeline.js';
import { WebVttError, type ImageCue } from '../src/domain/webvtt.js';

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
  /** What files of the video say, by name. */
  durations: Record<string, number>;
  tiles: ImageCue[] | Error;
  /** What a WebVTT of this name holds; any other holds the tiles above. */
  tilesIn: Record<string, ImageCue[] | Error>;
  /** Calls so far, by method. */
  calls: string[];
}

export function fakeImages(containers: Record<string, Blobs> = {}): FakeImages {
  const fake: FakeImages = {
    containers: new Map(Object.entries(containers)),
    timeline: { durationMs: 60_000 },
    durations: {},
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
    readDuration: (_, name) => {
      fake.calls.push(`readDuration ${name}`);
      return Promise.resolve(fake.durations[name]);
    },
    readWebVtt: (_, name, { cues: most = Infinity } = {}) => {
      fake.calls.push('readWebVtt');
      const tiles = fake.tilesIn[name] ?? fake.tiles;
      if (Array.isArray(tiles) && tiles.length > most) {
        return Promise.reject(new WebVttError(`more than ${most} tiles`, 'too-many-tiles'));
      }
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

const WRITES = [
  'putRecord',
  'patchRecord',
  'deleteRecord',
  'putRow',
  'deleteRow',
  'putTombstone',
  'deleteTombstone',
  'putOutputState',
  'deleteOutputState',
] as const satisfies (keyof RecordStore)[];
export type Write = (typeof WRITES)[number];

/** The same store, with `before` run ahead of every write: it may throw, wait, or write something itself. */
export function beforeWrites<Store extends RecordStore>(
  store: Store,
  before: (method: Write, written: unknown) => Promise<unknown>,
): Store {
  const wrapped = WRITES.map((method) => {
    const write = store[method].bind(store) as (...args: unknown[]) => Promise<unknown>;
    const run = async (...args: unknown[]): Promise<unknown> => {
      await before(method, args[0]);
      return write(...args);
    };
    return [method, run];
  });
  return { ...store, ...(Object.fromEntries(wrapped) as Pick<RecordStore, Write>) };
}

/** The same store, of which the write of this number fails, counted from 0. */
export function dyingAt<Store extends RecordStore>(store: Store, failing: number): Store {
  let writes = 0;
  return beforeWrites(store, () => (writes++ === failing ? Promise.reject(new Error('died')) : Promise.resolve()));
}

/** The same store with every call held until its turn comes. */
export function inTurns(store: RecordStore, turn: <T>(call: () => Promise<T>) => Promise<T>): RecordStore {
  const methods = Object.entries(store).map(([name, method]) => {
    if (typeof method !== 'function') return [name, method as unknown];
    const call = method as (...args: unknown[]) => Promise<unknown>;
    return [name, (...args: unknown[]) => turn(() => call(...args))];
  });
  return Object.fromEntries(methods) as RecordStore;
}

/** A store that dies at writes counted from the last death, each of these numbers once; then it lives on. */
export function dyingOften<Store extends RecordStore>(store: Store, deaths: readonly number[]): Store {
  const left = [...deaths];
  let untilDeath = left.shift() ?? Infinity;
  return beforeWrites(store, () => {
    if (untilDeath-- > 0) return Promise.resolve();
    untilDeath = left.shift() ?? Infinity;
    return Promise.reject(new Error('the process died'));
  });
}
