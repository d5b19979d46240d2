import type { TokenCredential } from '@azure/core-auth';
import { translated } from '../../src/adapters/azure-failure.js';
import { makeBlobImageStore } from '../../src/adapters/blob/blob-image-store.js';
import { connectMediaAccounts } from '../../src/adapters/blob/connect.js';
import type { MediaAccount } from '../../src/adapters/blob/media-account.js';
import { entraCredential } from '../../src/adapters/entra-credential.js';
import { makeArmMediaLibrary } from '../../src/adapters/media-services/arm-media-library.js';
import { connectMediaServices } from '../../src/adapters/media-services/connect.js';
import { listAssets } from '../../src/adapters/media-services/list-assets.js';
import { makeTableDebtorList } from '../../src/adapters/table/table-debtor-list.js';
import { connectTable } from '../../src/adapters/table/connect.js';
import { makeTableManifestStore } from '../../src/adapters/table/table-manifest-store.js';
import type { BackfillPorts } from '../../src/application/backfill.js';
import { describeError } from '../../src/application/failure.js';
import { makeStartPublishing } from '../../src/application/make-publishing.js';
import type { MediaLibrary } from '../../src/application/ports.js';
import type { DebtorList } from '../../src/application/publishing-ports.js';
import type { StartPublishing } from '../../src/application/publishing.js';
import type { Config } from '../../src/config.js';
import type { JobRef } from '../../src/domain/output-state.js';
import { DEFAULT_PATTERNS } from '../../src/settings/media-accounts.js';
import { makeAssetIndex } from './asset-index.js';
import type { BackfillOptions } from './backfill-options.js';
import { StopsEverything, stoppingAt } from './stops-everything.js';
import { withoutWriting } from './without-writing.js';

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
  const store = makeTableManifestStore(table);
  const known = mediaServices(config, credential, accounts[0]?.name ?? '');
  return {
    accounts,
    table: `${table.url.replace(/\?.*/, '')}/${table.tableName}`,
    mediaServices: config.mediaServices && `${config.mediaServices.endpoint}/${config.mediaServices.account}`,
    hasMarkers: config.events.marker !== undefined,
    ports: {
      store: dryRun ? withoutWriting(store) : store,
      images: makeBlobImageStore(accounts),
      library: known?.library,
      findAssetIn: known?.findAssetIn ?? (() => Promise.resolve(undefined)),
      clock,
      accounts,
      markerOf: config.events.marker,
      askedAt: clock(),
      newerThan: since,
      ...(publish && !dryRun && { startPublishing: leavingItToTheApp(makeTableDebtorList(table)) }),
    },
  };
}

/** Makes rows owe what they show, and notes them for the app's timer: this machine need not reach the topic. */
function leavingItToTheApp(debtors: DebtorList): StartPublishing {
  return makeStartPublishing({ debtors, clock, publishOwed: () => Promise.resolve(false) });
}

/** A service that is there and does not answer would leave other ids in the table than one that does: that ends the run. */
function mediaServices({ mediaServices: account, events }: Config, credential: () => TokenCredential, storage: string) {
  if (account === undefined) return undefined;
  const client = () => connectMediaServices({ ...account, credential, clock });
  const arm = makeArmMediaLibrary(account, events.videoIdKey, client);
  const ask = <Args extends unknown[], Answer>(call: (...args: Args) => Promise<Answer>) =>
    stoppingAt('Media Services tells no names of videos', ADVICE, call);
  const library: MediaLibrary = {
    findAsset: ask((name: string) => arm.findAsset(name)),
    findJob: ask((job: JobRef) => arm.findJob(job)),
    findTransform: ask((name: string) => arm.findTransform(name)),
  };
  return {
    library,
    findAssetIn: makeAssetIndex(
      ask(() => listAssets(client, account)),
      storage,
    ),
  };
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
