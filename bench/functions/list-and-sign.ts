import { app } from '@azure/functions';
import {
  BlobSASPermissions,
  BlobServiceClient,
  generateBlobSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';

const HOUR_MS = 60 * 60_000;
const storage = BlobServiceClient.fromConnectionString(process.env['MEDIA_STORAGE_CONNECTION_STRING'] ?? '');

/** The naive way, as it is mostly written: list the container on every request, and sign each image anew. */
app.http('listAndSign', {
  route: 'bench/naive/{container}',
  methods: ['GET'],
  authLevel: 'function',
  handler: async ({ params }) => {
    const container = storage.getContainerClient(params['container'] ?? '');
    const thumbnails: { Name: string; Url: string }[] = [];
    for await (const { name } of container.listBlobsFlat()) {
      if (name.endsWith('.jpg')) thumbnails.push({ Name: name, Url: `${urlOf(name)}?${sign(name)}` });
    }
    return { jsonBody: thumbnails };

    function urlOf(name: string): string {
      return container.getBlobClient(name).url;
    }

    function sign(blobName: string): string {
      if (!(storage.credential instanceof StorageSharedKeyCredential)) throw new Error('the bench signs with a key');
      const values = {
        containerName: container.containerName,
        blobName,
        permissions: BlobSASPermissions.parse('r'),
        startsOn: new Date(),
        expiresOn: new Date(Date.now() + HOUR_MS),
      };
      return generateBlobSASQueryParameters(values, storage.credential).toString();
    }
  },
});
