import { createBlobImageReader } from './adapters/blob/blob-image-reader.js';
import { createBlobImageStore, createHasContainer } from './adapters/blob/blob-image-store.js';
import { connectMediaAccounts } from './adapters/blob/media-accounts.js';
import { createSasSigner } from './adapters/blob/sas-signer.js';
import { entraCredential } from './adapters/entra-credential.js';
import { connectTopic, createEventGridTopic } from './adapters/event-grid/event-grid-topic.js';
import { createArmMediaLibrary } from './adapters/media-services/arm-media-library.js';
import { connectMediaServices } from './adapters/media-services/connect-media-services.js';
import { connectTable } from './adapters/table/rows.js';
import { createTableOutboxIndex } from './adapters/table/table-outbox-index.js';
import { createTableRecordStore } from './adapters/table/table-record-store.js';
import { createTableScan } from './adapters/table/table-scan.js';
import type { Clock } from './application/clock.js';
import type { Clients } from './app.js';
import type { Config } from './config/config.js';
import { delegationKeyBounds, signingWindow } from './domain/signing-window.js';
import { memoize } from './memoize.js';
import { countCallsTo } from './telemetry/invocation.js';
import { DEFAULT_PATTERNS } from './config/lists.js';

/** The only place that makes SDK clients; each opens its connection at its first use. Calls to their hosts are counted. */
export function createClients(config: Readonly<Config>, clock: Clock) {
  const credential = memoize(() => entraCredential(config.managedIdentityClientId));
  const accounts = connectMediaAccounts({ ...config.media, defaultPatterns: DEFAULT_PATTERNS }, credential, clock);
  const table = connectTable(config.manifests, credential);
  countCallsTo(table.url, 'table');
  for (const { client } of accounts) countCallsTo(client.url, 'blob');
  const { mediaServices, topic, signing, manifests } = config;
  if (mediaServices !== undefined) countCallsTo(mediaServices.endpoint, 'mediaServices');
  if (topic !== undefined) countCallsTo(topic.endpoint, 'topic');
  const mediaServicesClient = mediaServices && (() => connectMediaServices({ ...mediaServices, credential, clock }));
  const keyBounds = () => delegationKeyBounds(signingWindow(clock(), '', signing), signing);
  return {
    accounts,
    table,
    mediaServicesClient,
    store: createTableRecordStore(table),
    outbox: createTableOutboxIndex(table),
    scan: createTableScan(table),
    images: createBlobImageStore(accounts),
    imageReader: createBlobImageReader(accounts),
    hasContainer: createHasContainer(accounts),
    signer: createSasSigner(accounts, signing, signing.sasVersion),
    imageOrigins: accounts.map(({ client }) => new URL(client.url).origin),
    library:
      mediaServices && mediaServicesClient
        ? createArmMediaLibrary(mediaServices, config.events.videoIdKey, mediaServicesClient)
        : undefined,
    // The videos of one table are one source, whichever apps, slots and regions serve them.
    topic: topic && createEventGridTopic(`/stillframe/${manifests.table}`, () => connectTopic(topic, credential)),
    signingKeys: accounts.map(({ name, keys }) => ({
      part: `signing key of '${name}'`,
      ask: async () => (await keys.ask(keyBounds())).serverTime,
    })),
  } satisfies Clients & Record<string, unknown>;
}
