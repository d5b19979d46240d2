import type { TokenCredential } from '@azure/core-auth';
import type { HttpHandler } from '@azure/functions';
import { LRUCache } from 'lru-cache';
import { makeBlobImageStore } from './adapters/blob/blob-image-store.js';
import { connectMediaAccounts } from './adapters/blob/connect.js';
import { makeHasContainer } from './adapters/blob/has-container.js';
import { makeSasSigner } from './adapters/blob/sas-signer.js';
import { entraCredential } from './adapters/entra-credential.js';
import { makeArmMediaLibrary } from './adapters/media-services/arm-media-library.js';
import { connectMediaServices } from './adapters/media-services/connect.js';
import { connectTable } from './adapters/table/connect.js';
import { makeTableWalk } from './adapters/table/make-table-walk.js';
import { makeTableManifestStore } from './adapters/table/table-manifest-store.js';
import { makeCheckReadiness } from './application/check-readiness.js';
import { cachedFindVideo, makeFindVideo, type FindVideo, type KeptFindVideo } from './application/find-video.js';
import { alsoInMemory, makeForgetVideo } from './application/forget-video.js';
import { makeGetThumbnail } from './application/get-thumbnail.js';
import { makeGetVideoStatus } from './application/get-video-status.js';
import { makeListThumbnails } from './application/list-thumbnails.js';
import type { Clock } from './application/ports.js';
import { makeRecordThumbnails } from './application/record-thumbnails.js';
import { loggingFailures, makeReconcileManifests } from './application/reconcile-manifests.js';
import { readConfig, type Config } from './config.js';
import { delegationKeyBounds, signingWindow } from './domain/signing-window.js';
import type { Video } from './domain/video.js';
import { closedDoors, type Doors } from './doors.js';
import { makeReceiveEvent } from './events/receive-event.js';
import { answer, type Answer } from './http/answer.js';
import { allowOrigins } from './http/cors.js';
import { makeForgetVideoHandler } from './http/forget-video.js';
import { makeGetThumbnailHandler } from './http/get-thumbnail.js';
import { makeGetVideoStatusHandler } from './http/get-video-status.js';
import { makeReadinessHandler } from './http/health.js';
import { makeListThumbnailsHandler } from './http/list-thumbnails.js';
import { countCallsTo } from './invocation.js';
import { withLog } from './log.js';
import { DEFAULT_PATTERNS } from './settings/media-accounts.js';

/** Bounds in bytes of what is kept in memory between requests. */
const VIDEOS_KEPT = 32 * 1024 * 1024;
const BODIES_KEPT = 32 * 1024 * 1024;

/**
 * Joins the rooms by the settings in `env`. Settings are checked now, and clients are made at the first use. With bad
 * settings the doors are there all the same: HTTP answers 503, and events are refused so that Event Grid keeps them.
 */
export function compose(env: Readonly<Record<string, string | undefined>>, clock: Clock = () => new Date()): Doors {
  const read = readConfig(env);
  if ('problems' in read) return closedDoors(read.problems);
  let rooms: ReturnType<typeof join> | undefined;
  const lazily = (pick: (joined: ReturnType<typeof join>) => Answer): HttpHandler =>
    allowOrigins(
      read.config.corsAllowedOrigins,
      answer((request, log) => pick((rooms ??= join(read.config, clock)))(request, log)),
    );
  return {
    httpAuthLevel: read.config.httpAuthLevel,
    listThumbnails: lazily(({ listThumbnails }) => listThumbnails),
    getThumbnail: lazily(({ getThumbnail }) => getThumbnail),
    getVideoStatus: lazily(({ getVideoStatus }) => getVideoStatus),
    forgetVideo: lazily(({ forgetVideo }) => forgetVideo),
    getReadiness: lazily(({ getReadiness }) => getReadiness),
    reconcileSchedule: read.config.reconcile.schedule,
    reconcileManifests: (_, context) =>
      withLog(context, 'walk', (log) => (rooms ??= join(read.config, clock)).reconcile(log)),
    recordThumbnails: (event, context) =>
      withLog(context, 'event', (log) => (rooms ??= join(read.config, clock)).receiveEvent(event, log)),
  };
}

function join(config: Readonly<Config>, clock: Clock) {
  let made: TokenCredential | undefined;
  const credential = () => (made ??= entraCredential(config.managedIdentityClientId));
  const accounts = connectMediaAccounts({ ...config.media, defaultPatterns: DEFAULT_PATTERNS }, credential, clock);
  const table = connectTable(config.manifests, credential);
  const store = makeTableManifestStore(table);
  countCallsTo(table.url, 'table');
  for (const { client } of accounts) countCallsTo(client.url, 'blob');
  if (config.mediaServices !== undefined) countCallsTo(config.mediaServices.endpoint, 'mediaServices');
  const signing = {
    signer: makeSasSigner(accounts, config.signing, config.signing.sasVersion),
    clock,
    policy: config.signing,
  };
  const { findVideo, drop } = keptInMemory(config, makeFindVideo(store));
  const forgetVideo = alsoInMemory(makeForgetVideo({ store, clock }), drop);
  const account = config.mediaServices;
  const library =
    account &&
    makeArmMediaLibrary(account, config.events.videoIdKey, () =>
      connectMediaServices({ ...account, credential, clock }),
    );
  const record = makeRecordThumbnails({ store, images: makeBlobImageStore(accounts), library, clock, accounts });
  const walking = { walk: makeTableWalk(table), hasContainer: makeHasContainer(accounts), accounts };
  const { calls } = config.reconcile;
  const keyBounds = () => delegationKeyBounds(signingWindow(clock(), '', config.signing), config.signing);
  const dependencies = [
    { part: 'manifest table', ask: () => store.ping() },
    ...accounts.map(({ name, keys }) => ({
      part: `signing key of '${name}'`,
      ask: async () => (await keys.ask(keyBounds())).serverTime,
    })),
  ];
  return {
    receiveEvent: makeReceiveEvent(record, config.events),
    reconcile: loggingFailures(makeReconcileManifests({ store, ...walking, clock, calls })),
    listThumbnails: makeListThumbnailsHandler(
      makeListThumbnails({ findVideo, ...signing }),
      new LRUCache<string, string>({ maxSize: BODIES_KEPT }),
    ),
    getThumbnail: makeGetThumbnailHandler(makeGetThumbnail({ findVideo, ...signing })),
    getVideoStatus: makeGetVideoStatusHandler(makeGetVideoStatus({ findVideo, clock })),
    forgetVideo: makeForgetVideoHandler(forgetVideo, config.adminKeys),
    getReadiness: makeReadinessHandler(makeCheckReadiness(dependencies, clock)),
  };
}

function keptInMemory({ manifestCacheSeconds }: Config, findVideo: FindVideo): KeptFindVideo {
  if (manifestCacheSeconds === 0) return { findVideo, drop: () => undefined };
  return cachedFindVideo(
    findVideo,
    new LRUCache<string, Video>({ maxSize: VIDEOS_KEPT, ttl: manifestCacheSeconds * 1000 }),
  );
}

/** The app's own doors, by the settings of this process. */
export const doors = compose(process.env);
