import { createBlobImageReader } from '../../src/adapters/blob/blob-image-reader.js';
import { createBlobImageStore, createHasContainer } from '../../src/adapters/blob/blob-image-store.js';
import { connectMediaAccounts } from '../../src/adapters/blob/media-accounts.js';
import { connectTopic, createEventGridTopic } from '../../src/adapters/event-grid/event-grid-topic.js';
import { createArmMediaLibrary } from '../../src/adapters/media-services/arm-media-library.js';
import { connectMediaServices } from '../../src/adapters/media-services/connect-media-services.js';
import { connectTable } from '../../src/adapters/table/rows.js';
import { createTableRecordStore } from '../../src/adapters/table/table-record-store.js';
import { aLocation, NOW } from '../builders.js';
import type { FaultyServer } from '../faulty-server.js';

const LOCATION = aLocation({ account: 'devstoreaccount1', container: 'asset-1' });
const ALIAS = { kind: 'alias' as const, name: 'name', location: 'l', seq: 1, videoId: 'v' };
const noCredential = () => {
  throw new Error('a key needs no credential');
};

/** A call of every client that the app has, each with a client of its own. */
export const CALLS: Record<string, (service: FaultyServer) => Promise<unknown>> = {
  'a table that is read': (service) => store(service).readVideo('v'),
  'a table that is written': (service) => store(service).putRow(ALIAS, undefined),
  'a blob': (service) => createBlobImageStore(accounts(service)).readHeader(LOCATION, 'a.jpg'),
  'an image for a caller': (service) =>
    createBlobImageReader(accounts(service)).read({ location: LOCATION, blobName: 'a.jpg' }),
  'a listing': (service) => createBlobImageStore(accounts(service)).list(LOCATION),
  'a container': (service) => createHasContainer(accounts(service))(LOCATION),
  'Media Services': (service) => library(service).findAsset('x'),
  'a topic': (service) => topic(service)({ kind: 'deleted', id: 'i', at: NOW, videoId: 'v' }),
};

function store({ connectionString }: FaultyServer) {
  return createTableRecordStore(connectTable({ table: 'thumbnails', connectionString }, noCredential));
}

function accounts({ connectionString }: FaultyServer) {
  return connectMediaAccounts({ connectionString, accounts: [], defaultPatterns: ['*'] }, noCredential, () => NOW);
}

/** With an API key: storage and topics have theirs, and tokens of Entra ID travel by no plain HTTP. */
export function library({ url: endpoint }: FaultyServer) {
  const access = { endpoint, subscriptionId: 's', apiKey: 'k', credential: noCredential, clock: () => NOW };
  return createArmMediaLibrary({ resourceGroup: 'g', account: 'a' }, 'videoId', () => connectMediaServices(access));
}

function topic({ url }: FaultyServer) {
  return createEventGridTopic('/stillframe/t', () =>
    connectTopic({ endpoint: `${url}/api/events`, key: 'k' }, noCredential),
  );
}
