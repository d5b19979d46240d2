import { createScanLocations } from '../../../src/application/maintenance/scan-locations.js';
import type { TableScan, HasContainer } from '../../../src/application/maintenance/ports.js';
import type { ImageStore, MediaLibrary, RecordStore } from '../../../src/application/recording/ports.js';
import type { Log } from '../../../src/telemetry/log-events.js';
import {
  noopPublisher,
  type OutboxIndex,
  type StartPublishing,
  type Topic,
} from '../../../src/application/publishing/ports.js';
import { createPublishPending, createStartPublishing } from '../../../src/application/publishing/publisher.js';
import { createRetryPublications } from '../../../src/application/publishing/retry-publications.js';
import { createBackfill } from '../../../src/application/recording/backfill.js';
import { createDeleteVideo } from '../../../src/application/recording/delete-video.js';
import { createRecordThumbnails } from '../../../src/application/recording/record-thumbnails.js';
import type { ImageLocation } from '../../../src/domain/location.js';
import type { Publication } from '../../../src/domain/publication.js';
import { createMemoryStore, type Rows } from '../../memory/memory-store.js';
import type { Ask, Call, Invocation } from './explorer.js';

export const LOCATION: ImageLocation = { account: 'contosomedia', container: 'w', prefix: '' };
const ACCOUNTS = [{ name: LOCATION.account, containerPatterns: ['*'] }];

const DAY_MS = 24 * 60 * 60_000;
const START_MS = Date.UTC(2026, 0, 1);

/** So many minutes, and days, after the first moment of a scenario. */
export function minute(minutes: number, days = 0): Date {
  return new Date(START_MS + minutes * 60_000 + days * DAY_MS);
}

/** What lies in the container: its first encode, or the one that took its place. */
export interface Blobs {
  images: number;
  at: Date;
}
const FIRST_BLOBS: Blobs = { images: 2, at: minute(5) };

export function readBlobs(rows: Rows): Blobs | 'missing' {
  return (rows.get('~blobs')?.value ?? FIRST_BLOBS) as Blobs | 'missing';
}

export function readPublications(rows: Rows): Publication[] {
  return (rows.get('~topic')?.value ?? []) as Publication[];
}

/** What the calls of an invocation do: the store, the container and the topic are all kept in rows. */
export function perform(rows: Rows, { port, method, args }: Call): Promise<unknown> {
  const store = createMemoryStore(rows);
  const ports: Record<string, () => object> = {
    store: () => store,
    outbox: () => store.outbox,
    container: () => containerIn(rows),
    topic: () => ({
      publish: (publication: Publication) => {
        write(rows, '~topic', [...readPublications(rows), publication]);
      },
    }),
  };
  const methods = ports[port]?.() as Record<string, (...given: unknown[]) => unknown>;
  return Promise.resolve(methods[method]?.(...args));
}

function containerIn(rows: Rows) {
  const blobs = readBlobs(rows);
  return {
    list: () => {
      if (blobs === 'missing') return undefined;
      const blob = { size: 1000, lastModifiedMs: blobs.at.getTime() };
      return Array.from({ length: blobs.images }, (_, i) => ({ ...blob, name: `Thumbnail00000${i + 1}.jpg` }));
    },
    isThere: () => blobs !== 'missing',
    replace: (next: Blobs | 'missing') => {
      write(rows, '~blobs', next);
    },
  };
}

function write(rows: Rows, key: string, value: unknown): void {
  rows.put(key, value, rows.get(key)?.version);
}

/** An interface every call of which waits for the scheduler. */
function scheduled<Port extends object>(ask: Ask, port: string, known: Partial<Port> = {}): Port {
  const get = (_: unknown, method: string) =>
    (known as Record<string, unknown>)[method] ?? ((...args: unknown[]) => ask({ port, method, args }));
  return new Proxy({}, { get }) as Port;
}

interface Parts {
  store: RecordStore & TableScan;
  outbox: OutboxIndex;
  images: ImageStore;
  hasContainer: HasContainer;
  topic: Topic;
  replaceBlobs: (next: Blobs | 'missing') => Promise<void>;
}

function partsOf(ask: Ask): Parts {
  const container = scheduled<{ list: () => never; isThere: () => never; replace: () => never }>(ask, 'container');
  return {
    store: scheduled<Parts['store']>(ask, 'store', { roomInRow: () => 1_000_000 }),
    outbox: scheduled<OutboxIndex>(ask, 'outbox'),
    images: {
      list: container.list,
      readHeader: () => Promise.resolve({ contentType: 'image/jpeg', width: 640, height: 360 }),
      readTimeline: () => Promise.resolve({ durationMs: 60_000 }),
      readDuration: () => Promise.resolve(undefined),
      readWebVtt: () => Promise.resolve([]),
    },
    hasContainer: container.isThere,
    topic: scheduled<{ publish: Topic }>(ask, 'topic').publish,
    replaceBlobs: container.replace,
  };
}

/** Lines that tell of a fault which the code survives. */
const log: Log = (event, fields) => {
  if (event === 'row-unreadable' || event === 'event-rejected') throw new Error(`${event} ${JSON.stringify(fields)}`);
};

/** Each job's transform takes an image in another distance, by which its rules are told from others. */
function libraryOf(job: string, asset: string, endedAt: Date): MediaLibrary {
  const rule = {
    ...{ filenamePattern: 'Thumbnail{Index}{Extension}', extension: '.jpg', label: '', isSprite: false },
    start: { unit: 'ms', value: 0 },
    step: { unit: 'ms', value: 1000 * Number(job.slice(1)) },
    range: { unit: 'percent', value: 100 },
  } as const;
  return {
    findAsset: (name) => Promise.resolve({ name, container: LOCATION.container, isClientEncrypted: false }),
    findJob: () => Promise.resolve({ endedAt, outputs: [{ assetName: asset, state: 'Finished' }] }),
    findTransform: () => Promise.resolve([[rule]]),
  };
}

/** The invocations of one app, with a topic or without. */
export function invocationsOf({ hasTopic = false }: { hasTopic?: boolean } = {}) {
  const publishingOf = ({ store, outbox, topic }: Parts, now: Date) => {
    const clock = () => now;
    const publishPending = createPublishPending({ store, topic });
    const startPublishing: StartPublishing = hasTopic
      ? createStartPublishing({ outbox, publishPending, clock })
      : () => noopPublisher;
    return { clock, publishPending: hasTopic ? publishPending : undefined, startPublishing };
  };
  const events = (ask: Ask, now: Date, library?: MediaLibrary) => {
    const parts = partsOf(ask);
    const { clock, startPublishing } = publishingOf(parts, now);
    const detach = <T>(run: () => Promise<T>) => run();
    return createRecordThumbnails({ ...parts, library, clock, accounts: ACCOUNTS, startPublishing, detach });
  };

  /** A job that ended at a minute wrote an asset; its event names the video. */
  const event =
    (videoId: string, at: Date, job: string, asset = 'asset-name'): Invocation =>
    async (ask) => {
      const outputs = [{ assetName: asset, state: 'Finished' as const }];
      const report = { kind: 'outputs' as const, id: job, job: { transform: `t-${job}`, job }, at, videoId, outputs };
      await events(ask, at, libraryOf(job, asset, at))(report, log);
    };
  const marker =
    (at: Date): Invocation =>
    (ask) => {
      const { account, ...location } = LOCATION;
      return events(ask, at)({ kind: 'images', id: account, at, location, isNamed: false }, log);
    };
  /** A back-fill whose map gives the container to a video; without one the container's name counts. */
  const backfill =
    (videoId: string | undefined, askedAt: Date): Invocation =>
    async (ask) => {
      const parts = partsOf(ask);
      const { clock, startPublishing } = publishingOf(parts, askedAt);
      const given = { ...parts, clock, accounts: ACCOUNTS, publisher: startPublishing(), markerOf: undefined };
      const run = createBackfill({
        ...given,
        ...{ findAssetIn: () => Promise.resolve(undefined), askedAt, newerThan: undefined, singleImages: () => false },
      });
      for (const found of await run.locationsIn(LOCATION)) await run.record(found, videoId, log);
      await given.publisher.publish(log);
    };
  const deletion =
    (id: string, at: Date): Invocation =>
    async (ask) => {
      const parts = partsOf(ask);
      await createDeleteVideo({ store: parts.store, ...publishingOf(parts, at) })(id, log);
    };
  const scan =
    (now: Date): Invocation =>
    (ask) => {
      const parts = partsOf(ask);
      const given = { ...parts, ...publishingOf(parts, now), scan: parts.store, accounts: ACCOUNTS };
      return createScanLocations({ ...given, calls: 1000 })(log);
    };
  const retryPublications =
    (now: Date): Invocation =>
    (ask) => {
      const parts = partsOf(ask);
      const publishPending = createPublishPending(parts);
      return createRetryPublications({ outbox: parts.outbox, publishPending, clock: () => now })(log);
    };
  return { event, marker, backfill, deletion, scan, retryPublications };
}

/** Another job writes other images into the container. */
export function encode(images: number, at: Date): Invocation {
  return (ask) => partsOf(ask).replaceBlobs({ images, at });
}

export function loseContainer(): Invocation {
  return (ask) => partsOf(ask).replaceBlobs('missing');
}

/** So many locations were checked since the scan emptied one: it may empty the next. */
export function countLocations(checked: number): Invocation {
  return (ask) => partsOf(ask).store.putCursor({ checked });
}

/** One invocation does several things, the later ones only after the earlier. */
export function inTurn(...parts: readonly Invocation[]): Invocation {
  return async (ask) => {
    for (const part of parts) await part(ask);
  };
}
