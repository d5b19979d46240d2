import { TableClient } from '@azure/data-tables';
import { BlobServiceClient, type StorageSharedKeyCredential } from '@azure/storage-blob';
import { startStorageWithImages } from '../../bench/recording/many-images.js';
import { imageName } from '../../bench/tiny-image.js';
import { createBlobImageStore } from '../../src/adapters/blob/blob-image-store.js';
import { createSharedKeys } from '../../src/adapters/blob/signing-keys.js';
import { createTableRecordStore } from '../../src/adapters/table/table-record-store.js';
import { readSeries } from '../../src/application/recording/read-series.js';
import { entryOf } from '../../src/domain/entry.js';
import { liveManifests } from '../../src/domain/video.js';
import { countThumbnails, listThumbnailsOf } from '../../src/domain/thumbnail.js';
import { aRule } from '../builders.js';
import { aRecord } from '../contract/records.js';
import { cleanUpAfterwards, temporaryFolder } from '../e2e/clean-up.js';
import { aLog } from '../fakes.js';

jest.setTimeout(60_000);

const later = cleanUpAfterwards();
const PAGE = 5000;

describe('a container', () => {
  // A page of a listing is 5,000 blobs, so the listing has three; with the metadata there are two blobs more.
  it.each([1, 2 * PAGE + 1])('of %i images is recorded as one series in one row', async (count) => {
    const storage = await startStorageWithImages(await temporaryFolder(later), 'asset-many', count);
    later(() => storage.stop());
    const client = BlobServiceClient.fromConnectionString(storage.connectionString);
    const keys = createSharedKeys(client, client.credential as StorageSharedKeyCredential);
    const images = createBlobImageStore([{ name: client.accountName, containerPatterns: ['*'], client, keys }]);
    const location = { account: client.accountName, container: 'asset-many', prefix: '' };

    const rules = [aRule({ step: { unit: 'ms', value: 1000 } })];
    const content = await readSeries(images, location, (await images.list(location)) ?? [], rules, aLog().log);
    const table = TableClient.fromConnectionString(storage.connectionString, 'thumbnails', {
      allowInsecureConnection: true,
    });
    const store = createTableRecordStore(table);
    const record = aRecord({ location, content });
    await store.putRecord(record, undefined);
    await store.putRow({ kind: 'entry', entry: entryOf(record) }, undefined);

    const manifests = liveManifests(await store.readVideo('video-1')).map(({ manifest }) => manifest);
    expect(manifests.flatMap((one) => one.series.map(({ kind, ranges }) => [kind, ranges]))).toEqual([
      ['Thumbnail', [[1, count]]],
    ]);
    expect(countThumbnails(manifests)).toBe(count);
    expect(listThumbnailsOf(manifests, count - 1, PAGE)).toMatchObject([
      { blobName: imageName(count), index: count, timeMs: (count - 1) * 1000 },
    ]);
  });
});
