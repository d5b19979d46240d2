import { LRUCache } from 'lru-cache';
import { withItemTimeout } from './adapters/timeouts.js';
import { createCheckReadiness, type Dependency } from './application/check-readiness.js';
import { createGetLinks } from './application/links/get-links.js';
import { createPermalinks } from './application/links/permalinks.js';
import { createResolvePermalink } from './application/links/resolve-permalink.js';
import type { TableScan, HasContainer } from './application/maintenance/ports.js';
import { createScanLocations, loggingFailures } from './application/maintenance/scan-locations.js';
import type { Clock } from './application/clock.js';
import type { ImageStore, MediaLibrary, RecordStore } from './application/recording/ports.js';
import type { UrlSigner, ImageReader } from './application/reading/ports.js';
import { noopPublisher, type OutboxIndex, type Topic } from './application/publishing/ports.js';
import { createPublishPending, createStartPublishing } from './application/publishing/publisher.js';
import { createRetryPublications } from './application/publishing/retry-publications.js';
import { cachedFindVideo, createFindVideo } from './application/reading/find-video.js';
import type { SigningPorts } from './application/reading/image-urls.js';
import { createListMany } from './application/reading/list-many.js';
import { createGetThumbnail, createListThumbnails } from './application/reading/list-thumbnails.js';
import { createFindImage, createGetContactSheet, createGetStoryboard } from './application/reading/select-images.js';
import { createBackfill, type BackfillPorts } from './application/recording/backfill.js';
import { createDeleteVideo, type DeleteVideo } from './application/recording/delete-video.js';
import { createRecordThumbnails } from './application/recording/record-thumbnails.js';
import type { Config } from './config/config.js';
import { createResponseCache } from './http/response-cache.js';
import type { AllowedAccount } from './domain/location.js';
import type { Video } from './domain/video.js';
import { detachFromDeadline, logOfInvocation } from './telemetry/invocation.js';

/** Everything outside that the use cases work with; clients.ts makes it of SDK clients, tests of memory. */
export interface Clients {
  accounts: readonly AllowedAccount[];
  store: RecordStore;
  outbox: OutboxIndex;
  scan: TableScan;
  images: ImageStore;
  imageReader: ImageReader;
  hasContainer: HasContainer;
  signer: UrlSigner;
  /** Where signed URLs lead. */
  imageOrigins: readonly string[];
  /** Absent without Media Services settings. */
  library: MediaLibrary | undefined;
  /** Absent where no changes are published. */
  topic: Topic | undefined;
  signingKeys: readonly Dependency[];
}

/** Limits of the caches, in bytes. */
const MAX_VIDEO_BYTES = 64 * 1024 * 1024;
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** All use cases over these clients, made once: production, tools and tests build the app with this function. */
export function createApp(config: Readonly<Config>, clients: Clients, clock: Clock = () => new Date()) {
  const { store, accounts, images, library, scan, hasContainer, signer } = clients;
  const links = permalinksOf(config);
  const signing: SigningPorts = { signer, clock, policy: config.signing, ...(links && { links }) };
  const publishing = createPublishing(clients, clock);
  const { startPublishing, publishPending, retryPublications } = publishing;
  const { findVideo, invalidate } = invalidatingCache(config, createFindVideo(store, logOfInvocation));
  const deleteVideo = createDeleteVideo({ store, clock, startPublishing });
  // The whole cache, since a video is cached under any of its names; also after a failure: the tombstone may be written.
  const deleteAndInvalidate: DeleteVideo = (id, log) => deleteVideo(id, log).finally(invalidate);
  const listThumbnails = createListThumbnails(signing);
  const findImage = createFindImage(clock);
  const checkable = [{ part: 'manifest table', ask: () => store.ping() }, ...clients.signingKeys];
  return {
    clock,
    signing,
    findVideo,
    findImage,
    listThumbnails,
    listMany: createListMany({ findVideo, listThumbnails, withItemTimeout }),
    getThumbnail: createGetThumbnail(signing),
    getStoryboard: createGetStoryboard(clock),
    getContactSheet: createGetContactSheet(clock),
    getLinks: createGetLinks(signing),
    resolvePermalink: createResolvePermalink({ links, findVideo, findImage, clock }),
    deleteVideo: deleteAndInvalidate,
    checkReadiness: createCheckReadiness(checkable, clock),
    recordThumbnails: createRecordThumbnails({
      ...{ store, images, library, clock, accounts, startPublishing },
      detach: detachFromDeadline,
    }),
    scanLocations: loggingFailures(
      createScanLocations({
        ...{ store, scan, hasContainer, clock, accounts, startPublishing, publishPending },
        calls: config.scan.calls,
      }),
    ),
    retryPublications,
    createBackfill: (run: Omit<BackfillPorts, 'store' | 'images' | 'clock' | 'accounts' | 'markerOf'>) =>
      createBackfill({ ...run, store, images, clock, accounts, markerOf: config.events.marker }),
    imageReader: clients.imageReader,
    imageDelivery: config.imageDelivery,
    imageOrigins: imageOrigins(config, clients),
    publicUrl: config.publicUrl ?? '',
    eventRules: config.events,
    adminKeys: config.adminKeys,
    corsAllowedOrigins: config.corsAllowedOrigins,
    responseCache: createResponseCache(MAX_BODY_BYTES),
  };
}

export type App = ReturnType<typeof createApp>;

/** Permalinks need a key that signs them, and a URL that they begin with. */
function permalinksOf({ publicUrl, links }: Readonly<Config>) {
  return publicUrl === undefined || links.keys.length === 0 ? undefined : createPermalinks({ publicUrl, ...links });
}

/** Without a topic nothing is published, nothing is noted in a row, and no call is made. */
function createPublishing({ topic, store, outbox }: Clients, clock: Clock) {
  if (topic === undefined) {
    const retryPublications = () => Promise.resolve();
    return { startPublishing: () => noopPublisher, publishPending: undefined, retryPublications };
  }
  const publishPending = createPublishPending({ store, topic });
  const ports = { outbox, publishPending, clock };
  return {
    startPublishing: createStartPublishing(ports),
    publishPending,
    retryPublications: createRetryPublications(ports),
  };
}

function invalidatingCache({ manifestCacheSeconds }: Config, findVideo: ReturnType<typeof createFindVideo>) {
  if (manifestCacheSeconds === 0) return { findVideo, invalidate: () => undefined };
  const cache = new LRUCache<string, Video>({ maxSize: MAX_VIDEO_BYTES, ttl: manifestCacheSeconds * 1000 });
  return cachedFindVideo(findVideo, cache);
}

/** Where images of a page may come from: the accounts of the settings, or this app where it proxies them. */
function imageOrigins({ imageDelivery, publicUrl }: Config, clients: Clients): string[] {
  const own = imageDelivery === 'proxy' && publicUrl !== undefined ? [new URL(publicUrl).origin] : [];
  return [...new Set([...clients.imageOrigins, ...own])];
}
