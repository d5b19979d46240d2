import type { TokenCredential } from '@azure/core-auth';
import { translated } from '../../src/adapters/azure-failure.js';
import { makeBlobImageStore } from '../../src/adapters/blob/blob-image-store.js';
import { connectMediaAccounts } from '../../src/adapters/blob/connect.js';
import type { MediaAccount } from '../../src/adapters/blob/media-account.js';
import { entraCredential } from '../../src/adapters/entra-credential.js';
import { connectMediaServices } from '../../src/adapters/media-services/connect.js';
import { listAssets } from '../../src/adapters/media-services/list-assets.js';
import { createTableOutboxIndex } from '../../src/adapters/table/table-outbox-index.js';
import { connectTable } from '../../src/adapters/table/connect.js';
import { createTableRecordStore } from '../../src/adapters/table/table-record-store.js';
import type { BackfillPorts } from '../../src/application/recording/backfill.js';
import { describeError } from '../../src/application/failure.js';
import { noopPublisher } from '../../src/application/publishing/ports.js';
import { createDeferredPublisher } from '../../src/application/publishing/publisher.js';
import type { Config } from '../../src/config.js';
import { DEFAULT_PATTERNS } from '../../src/settings/media-accounts.js';
import { makeAssetIndex } from './asset-index.js';
import type { BackfillOptions } from './backfill-options.js';
import { StopsEverything, stoppingAt } from './stops-everything.js';
import { readOnlyStore } from './read-only-store.js';

/** The app's own adapters, by the app's own settings. */
export interface Connected {
  accounts: readonly MediaAccount[];
  ports: BackfillPorts;
  /** The table, and the service that names videos, for people and to tell one from another. */
  table: string;
  mediaServices: string | undefined;
  hasMarkers: boolean;
}

const clock = () => new Date();

/** Makes the clients; opens no connection. */
export function connect(config: Config, options: Pick<BackfillOptions, 'since' | 'dryRun' | 'publish'>): Connected {
  const { since, dryRun, publish } = options;
  if (publish && config.topic === undefined) {
    throw new Error('--publish: the settings name no topic (PUBLISH_TOPIC_ENDPOINT), so nobody would be told.');
  }
  let made: TokenCredential | undefined;
  const credential = () => (made ??= entraCredential(config.managedIdentityClientId));
  const accounts = connectMediaAccounts({ ...config.media, defaultPatterns: DEFAULT_PATTERNS }, credential, clock);
  const table = connectTable(config.manifests, credential);
  const store = createTableRecordStore(table);
  const outbox = createTableOutboxIndex(table);
  // Images that have been there for long are no news: without --publish they count as published.
  const silent = { ...noopPublisher, mode: config.topic === undefined ? 'off' : 'silent' } as const;
  return {
    accounts,
    table: `${table.url.replace(/\?.*/, '')}/${table.tableName}`,
    mediaServices: config.mediaServices && `${config.mediaServices.endpoint}/${config.mediaServices.account}`,
    hasMarkers: config.events.marker !== undefined,
    ports: {
      store: dryRun ? readOnlyStore(store) : store,
      images: makeBlobImageStore(accounts),
      findAssetIn: findAssetIn(config, credential, accounts[0]?.name ?? ''),
      clock,
      accounts,
      markerOf: config.events.marker,
      askedAt: clock(),
      newerThan: since,
      publisher: publish && !dryRun ? createDeferredPublisher({ outbox, clock })() : silent,
    },
  };
}

/** A service that is there and does not answer would leave other ids in the table than one that does: that ends the run. */
function findAssetIn(
  { mediaServices: account }: Config,
  credential: () => TokenCredential,
  storage: string,
): BackfillPorts['findAssetIn'] {
  if (account === undefined) return () => Promise.resolve(undefined);
  const client = () => connectMediaServices({ ...account, credential, clock });
  const list = stoppingAt('Media Services tells no names of videos', ADVICE, () => listAssets(client, account));
  return makeAssetIndex(list, storage);
}

const ADVICE = 'Put the MEDIA_SERVICES_… settings right, or take them away to go by a map and by names alone.';

/** The names of all containers of an account, whatever its patterns allow. */
export async function listContainers({ name, client }: MediaAccount, prefix: string): Promise<string[]> {
  const names: string[] = [];
  await translated(`the containers of ${name}`, async () => {
    const options = prefix === '' ? {} : { prefix };
    for await (const page of client.listContainers(options).byPage({ maxPageSize: 5000 })) {
      for (const container of page.containerItems) names.push(container.name);
    }
  }).catch((cause: unknown) => {
    throw new StopsEverything(`The containers cannot be listed: ${describeError(cause).reason}.`, { cause });
  });
  return names;
}
