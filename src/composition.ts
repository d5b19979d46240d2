import type { TokenCredential } from '@azure/core-auth';
import { TableClient } from '@azure/data-tables';
import type { HttpHandler } from '@azure/functions';
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { LRUCache } from 'lru-cache';
import { makeBlobImageStore } from './adapters/blob/blob-image-store.js';
import { makeDelegationKeys } from './adapters/blob/delegation-keys.js';
import type { MediaAccount } from './adapters/blob/media-account.js';
import { makeSasSigner } from './adapters/blob/sas-signer.js';
import { makeSharedKeys } from './adapters/blob/shared-keys.js';
import { makeArmMediaLibrary } from './adapters/media-services/arm-media-library.js';
import { connectMediaServices } from './adapters/media-services/connect.js';
import { makeTableManifestStore } from './adapters/table/table-manifest-store.js';
import { BLOB_RETRY_OPTIONS, RETRY_OPTIONS, tryTimeoutPolicy } from './adapters/patience.js';
import { makeCheckReadiness } from './application/check-readiness.js';
import { cachedFindVideo, makeFindVideo, type FindVideo } from './application/find-video.js';
import { makeGetThumbnail } from './application/get-thumbnail.js';
import { makeGetVideoStatus } from './application/get-video-status.js';
import { makeListThumbnails } from './application/list-thumbnails.js';
import type { Clock } from './application/ports.js';
import { makeRecordThumbnails } from './application/record-thumbnails.js';
import { readConfig, type Config } from './config.js';
import type { Video } from './domain/video.js';
import { closedDoors, type Doors } from './doors.js';
import { makeReceiveEvent } from './events/receive-event.js';
import { answer, type Answer } from './http/answer.js';
import { makeGetThumbnailHandler } from './http/get-thumbnail.js';
import { makeGetVideoStatusHandler } from './http/get-video-status.js';
import { makeReadinessHandler } from './http/health.js';
import { makeListThumbnailsHandler } from './http/list-thumbnails.js';
import { countCallsTo } from './invocation.js';
import { withLog } from './log.js';
import { DEFAULT_PATTERNS } from './media-accounts-setting.js';

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
    answer((request, log) => pick((rooms ??= join(read.config, clock)))(request, log));
  return {
    httpAuthLevel: read.config.httpAuthLevel,
    listThumbnails: lazily(({ listThumbnails }) => listThumbnails),
    getThumbnail: lazily(({ getThumbnail }) => getThumbnail),
    getVideoStatus: lazily(({ getVideoStatus }) => getVideoStatus),
    getReadiness: lazily(({ getReadiness }) => getReadiness),
    recordThumbnails: (event, context) =>
      withLog(context, (log) => (rooms ??= join(read.config, clock)).receiveEvent(event, log)),
  };
}

function join(config: Readonly<Config>, clock: Clock) {
  let made: TokenCredential | undefined;
  const credential = () => (made ??= entraCredential(config));
  const accounts = mediaAccounts(config, credential, clock);
  const table = manifestTable(config, credential);
  const store = makeTableManifestStore(table);
  countCallsTo(table.url, 'table');
  for (const { client } of accounts) countCallsTo(client.url, 'blob');
  if (config.mediaServices !== undefined) countCallsTo(config.mediaServices.endpoint, 'mediaServices');
  const signing = {
    signer: makeSasSigner(accounts, config.signing, config.signing.sasVersion),
    clock,
    policy: config.signing,
  };
  const findVideo = keptInMemory(config, makeFindVideo(store));
  const account = config.mediaServices;
  const library =
    account &&
    makeArmMediaLibrary(account, config.videoIdKey, () => connectMediaServices({ ...account, credential, clock }));
  const record = makeRecordThumbnails({ store, images: makeBlobImageStore(accounts), library, clock, accounts });
  return {
    receiveEvent: makeReceiveEvent(record, config.videoIdKey),
    listThumbnails: makeListThumbnailsHandler(
      makeListThumbnails({ findVideo, ...signing }),
      new LRUCache<string, string>({ maxSize: BODIES_KEPT }),
    ),
    getThumbnail: makeGetThumbnailHandler(makeGetThumbnail({ findVideo, ...signing })),
    getVideoStatus: makeGetVideoStatusHandler(makeGetVideoStatus({ findVideo, clock })),
    getReadiness: makeReadinessHandler(makeCheckReadiness({ store, accounts, ...signing })),
  };
}

/** Loads the package when the first token is asked for: it takes 20 MB, and connection strings do without it. */
function entraCredential({ managedIdentityClientId: clientId }: Config): TokenCredential {
  let loaded: Promise<TokenCredential> | undefined;
  const load = async (): Promise<TokenCredential> => {
    const { DefaultAzureCredential, ManagedIdentityCredential } = await import('@azure/identity');
    return clientId === undefined ? new DefaultAzureCredential() : new ManagedIdentityCredential({ clientId });
  };
  return { getToken: async (scopes, options) => (await (loaded ??= load())).getToken(scopes, options) };
}

function manifestTable({ manifests }: Config, credential: () => TokenCredential): TableClient {
  const additionalPolicies = [{ policy: tryTimeoutPolicy(), position: 'perRetry' as const }];
  return 'connectionString' in manifests
    ? TableClient.fromConnectionString(manifests.connectionString, manifests.table, {
        allowInsecureConnection: true,
        retryOptions: RETRY_OPTIONS,
        additionalPolicies,
      })
    : new TableClient(manifests.endpoint, manifests.table, credential(), {
        retryOptions: RETRY_OPTIONS,
        additionalPolicies,
      });
}

/** A connection string brings the account's key, and with it an account that need not be listed. */
function mediaAccounts({ media }: Config, credential: () => TokenCredential, clock: Clock): MediaAccount[] {
  const retry = { retryOptions: BLOB_RETRY_OPTIONS };
  const keyed =
    media.connectionString === undefined ? [] : [BlobServiceClient.fromConnectionString(media.connectionString, retry)];
  const withKey = keyed.flatMap((client): MediaAccount[] => {
    const listed = media.accounts.find(({ name }) => name === client.accountName);
    if (!(client.credential instanceof StorageSharedKeyCredential)) return [];
    const containerPatterns = listed?.containerPatterns ?? DEFAULT_PATTERNS;
    return [{ name: client.accountName, containerPatterns, client, keys: makeSharedKeys(client.credential) }];
  });
  const others = media.accounts.filter(({ name }) => !withKey.some((one) => one.name === name));
  const withIdentity = others.map(({ name, endpoint, containerPatterns }): MediaAccount => {
    const client = new BlobServiceClient(endpoint, credential(), retry);
    return { name, containerPatterns, client, keys: makeDelegationKeys(client, clock) };
  });
  return [...withKey, ...withIdentity];
}

function keptInMemory({ manifestCacheSeconds }: Config, findVideo: FindVideo): FindVideo {
  if (manifestCacheSeconds === 0) return findVideo;
  return cachedFindVideo(
    findVideo,
    new LRUCache<string, Video>({ maxSize: VIDEOS_KEPT, ttl: manifestCacheSeconds * 1000 }),
  );
}

/** The app's own doors, by the settings of this process. */
export const doors = compose(process.env);
