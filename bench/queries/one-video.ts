import { TableClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { jobFinished } from '../finished-job.js';
import { imageName, TINY_IMAGE } from '../tiny-image.js';
import { OWN_HEADERS, type KeptAnswer } from './kept-answer.js';

export const VIDEO = { id: 'clip', guid: '3f2504e0-4f89-41d3-9a0c-0305e82c3301', images: 100 };
export const CONTAINER = `asset-${VIDEO.guid}`;

/** Puts the video's images where its encoder would. */
export async function uploadImages(connectionString: string): Promise<void> {
  await TableClient.fromConnectionString(connectionString, 'thumbnails', {
    allowInsecureConnection: true,
  }).createTable();
  const container = BlobServiceClient.fromConnectionString(connectionString).getContainerClient(CONTAINER);
  await container.create();
  for (let index = 1; index <= VIDEO.images; index++) {
    await container.getBlockBlobClient(imageName(index)).upload(TINY_IMAGE, TINY_IMAGE.length, {
      blobHTTPHeaders: { blobContentType: 'image/jpeg' },
    });
  }
}

/** Delivers the event as Event Grid does. */
export async function recordVideo(hostUrl: string): Promise<void> {
  const event = jobFinished({ asset: `output-${VIDEO.guid}`, videoId: VIDEO.id });
  const { status } = await fetch(`${hostUrl}/runtime/webhooks/EventGrid?functionName=recordThumbnails`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'aeg-event-type': 'Notification' },
    body: JSON.stringify([event]),
  });
  if (status !== 202) throw new Error(`the event was answered with ${status}`);
}

/** The service's answer; throws when it is not the whole video. */
export async function fetchListing(url: string): Promise<KeptAnswer> {
  const response = await fetch(url);
  const body = await response.text();
  const images: unknown = JSON.parse(body);
  if (!response.ok || !Array.isArray(images) || images.length !== VIDEO.images) {
    throw new Error(`${response.status}, and not the ${VIDEO.images} thumbnails that were recorded`);
  }
  const own = OWN_HEADERS.map((name) => [name, response.headers.get(name) ?? ''] as const);
  return { headers: Object.fromEntries(own), body };
}
