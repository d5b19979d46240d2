import { mapAzureErrors } from '../../src/adapters/azure-failure.js';
import type { MediaAccount } from '../../src/adapters/blob/media-account.js';
import { listAssets } from '../../src/adapters/media-services/list-assets.js';
import { createApp } from '../../src/app.js';
import { describeError } from '../../src/application/failure.js';
import { noopPublisher } from '../../src/application/publishing/ports.js';
import { createDeferredPublisher } from '../../src/application/publishing/publisher.js';
import type { Backfill, BackfillPorts } from '../../src/application/recording/backfill.js';
import type { RecordStore } from '../../src/application/recording/ports.js';
import { createClients } from '../../src/clients.js';
import type { Config } from '../../src/config.js';
import { createAssetIndex } from './asset-index.js';
import type { BackfillOptions } from './backfill-options.js';
import { StopsEverything, stoppingAt } from './stops-everything.js';
import { readOnlyStore } from './read-only-store.js';

/** The app's own use case over its own clients, by the app's own settings. */
export interface Connected {
  accounts: readonly MediaAccount[];
  store: RecordStore;
  backfill: Backfill;
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
  const clients = createClients(config, clock);
  const { accounts, table, outbox } = clients;
  const store = dryRun ? readOnlyStore(clients.store) : clients.store;
  // Images that have been there for long are no news: without --publish they count as published.
  const silent = { ...noopPublisher, mode: config.topic === undefined ? 'off' : 'silent' } as const;
  return {
    accounts,
    store,
    table: `${table.url.replace(/\?.*/, '')}/${table.tableName}`,
    mediaServices: config.mediaServices && `${config.mediaServices.endpoint}/${config.mediaServices.account}`,
    hasMarkers: config.events.marker !== undefined,
    backfill: createApp(config, { ...clients, store }, clock).createBackfill({
      findAssetIn: findAssetIn(config, clients.mediaServicesClient, accounts[0]?.name ?? ''),
      askedAt: clock(),
      newerThan: since,
      publisher: publish && !dryRun ? createDeferredPublisher({ outbox, clock })() : silent,
    }),
  };
}

/** A service that is there and does not answer would leave other ids in the table than one that does: that ends the run. */
function findAssetIn(
  { mediaServices: account }: Config,
  client: ReturnType<typeof createClients>['mediaServicesClient'],
  storage: string,
): BackfillPorts['findAssetIn'] {
  if (account === undefined || client === undefined) return () => Promise.resolve(undefined);
  const list = stoppingAt('Media Services tells no names of videos', ADVICE, () => listAssets(client, account));
  return createAssetIndex(list, storage);
}

const ADVICE = 'Put the MEDIA_SERVICES_… settings right, or take them away to go by a map and by names alone.';

/** The names of all containers of an account, whatever its patterns allow. */
export async function listContainers({ name, client }: MediaAccount, prefix: string): Promise<string[]> {
  const names: string[] = [];
  await mapAzureErrors(`the containers of ${name}`, async () => {
    const options = prefix === '' ? {} : { prefix };
    for await (const page of client.listContainers(options).byPage({ maxPageSize: 5000 })) {
      for (const container of page.containerItems) names.push(container.name);
    }
  }).catch((cause: unknown) => {
    throw new StopsEverything(`The containers cannot be listed: ${describeError(cause).reason}.`, { cause });
  });
  return names;
}
