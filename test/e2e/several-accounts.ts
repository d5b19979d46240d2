import { BlobServiceClient } from '@azure/storage-blob';
import { startAzuriteWithEntraId, startIdentityEndpoint } from '../integration/entra-id.js';
import type { Later } from './clean-up.js';

const key = (secret: string) => Buffer.from(secret.padEnd(64, '.')).toString('base64');
const ACCOUNTS = {
  manifests: { name: 'manifests', key: key('of the manifests') },
  first: { name: 'firstmedia', key: key('of the first media') },
  second: { name: 'secondmedia', key: key('of the second media') },
};
type MediaName = 'first' | 'second';

/** Three real accounts: one of manifests, and two of media, in which other containers may be read. Tokens open them all. */
export async function startSeveralAccounts(later: Later) {
  const [azurite, identity] = await Promise.all([
    startAzuriteWithEntraId(later, Object.values(ACCOUNTS)),
    startIdentityEndpoint(later),
  ]);
  const first = azurite.account(ACCOUNTS.first);
  const second = azurite.account(ACCOUNTS.second);
  const { tableUrl } = azurite.account(ACCOUNTS.manifests);
  return {
    ask: azurite.ask,
    blobUrls: { first: first.blobUrl, second: second.blobUrl },
    settings: {
      ...identity.env,
      NODE_EXTRA_CA_CERTS: azurite.certFile,
      MANIFEST_TABLE_ENDPOINT: tableUrl,
      MEDIA_STORAGE_ACCOUNTS: `${first.blobUrl}=asset-*|shared-*|films, ${second.blobUrl}=video-*|shared-*`,
      MANIFEST_CACHE_SECONDS: '0',
    },
    /** Makes the container in that account with these JPEGs in it. */
    async putImages(account: MediaName, name: string, images: Record<string, Buffer>): Promise<void> {
      const { connectionString } = { first, second }[account];
      const blobs = BlobServiceClient.fromConnectionString(connectionString, azurite.trusting);
      const container = blobs.getContainerClient(name);
      await container.create();
      for (const [blob, image] of Object.entries(images)) await container.getBlockBlobClient(blob).uploadData(image);
    },
  };
}
