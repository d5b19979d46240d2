import { mapAzureErrors } from '../../src/adapters/azure-failure.js';
import type { MediaAccount } from '../../src/adapters/blob/media-accounts.js';
import { listAssets } from '../../src/adapters/media-services/arm-media-library.js';
import { createApp } from '../../src/app.js';
import { Failure } from '../../src/application/failure.js';
import { noopPublisher, type ChangePublisher } from '../../src/application/publishing/ports.js';
import type { Backfill, BackfillPorts } from '../../src/application/recording/backfill.js';
import type { RecordStore } from '../../src/application/recording/ports.js';
import { createClients } from '../../src/clients.js';
import { LIMITS } from '../../src/domain/limits.js';
import type { Config } from '../../src/config/config.js';
import { createAssetIndex } from './asset-index.js';
import type { BackfillOptions } from './backfill-options.js';
import { describeUnreachable, FatalError, fatalOnFailure } from './fatal-error.js';
import { readOnlyStore } from './read-only-store.js';

/** The app's use case and its clients, created from the app's settings. */
export interface Connection {
  accounts: readonly MediaAccount[];
  store: RecordStore;
  backfill: Backfill;
  /** The URLs of the table and of the Media Services account, to distinguish runs. */
  table: string;
  mediaServices: string | undefined;
  hasMarkers: boolean;
}

const clock = () => new Date();

type RunOptions = Pick<BackfillOptions, 'since' | 'dryRun' | 'publish' | 'singleImages' | 'prefix'>;

/** Creates the clients; opens no connection. */
export function connect(config: Config, options: RunOptions): Connection {
  const { since, dryRun, publish, singleImages, prefix } = options;
  if (publish && config.topic === undefined) {
    throw new Error(
      '--publish: the settings name no topic (PUBLISH_TOPIC_ENDPOINT), so there is nothing to publish to.',
    );
  }
  const clients = createClients(config, clock);
  const { accounts, table, outbox } = clients;
  const store = dryRun ? readOnlyStore(clients.store) : clients.store;
  // Changes go into the outbox, and the app's timer publishes them.
  const enqueue: ChangePublisher['enqueue'] = async (key) => {
    await outbox.put(key, clock());
  };
  const deferred: ChangePublisher = { ...noopPublisher, mode: 'on', enqueue };
  // Without --publish, the images count as published, since they are not new.
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
      // A prefix that is a container's whole name asks for that container.
      singleImages: (container) => singleImages || container === prefix,
      publisher: publish && !dryRun ? deferred : silent,
    }),
  };
}

/** The failure of a configured service ends the run, since videos would get other ids without it. */
function findAssetIn(
  { mediaServices: account }: Config,
  client: ReturnType<typeof createClients>['mediaServicesClient'],
  storage: string,
): BackfillPorts['findAssetIn'] {
  if (account === undefined || client === undefined) return () => Promise.resolve(undefined);
  const list = fatalOnFailure('Media Services cannot list its assets', ADVICE, () => listAssets(client, account));
  return createAssetIndex(list, storage);
}

const ADVICE = 'Correct the MEDIA_SERVICES_… settings, or remove them to use only the map and names.';

/** The names of all containers of an account, including those that its patterns do not allow. */
export async function listContainers({ name, client }: MediaAccount, prefix: string): Promise<string[]> {
  const names: string[] = [];
  await mapAzureErrors(`the containers of ${name}`, async () => {
    const options = prefix === '' ? {} : { prefix };
    let pages = 0;
    for await (const page of client.listContainers(options).byPage({ maxPageSize: 5000 })) {
      if (++pages > LIMITS.pagesOfListing) {
        throw new Failure('too-large', `more than ${LIMITS.pagesOfListing} pages; list part of them with --prefix`);
      }
      for (const container of page.containerItems) names.push(container.name);
    }
  }).catch((cause: unknown) => {
    throw new FatalError(`The containers cannot be listed: ${describeUnreachable(cause)}.`, { cause });
  });
  return names;
}
