import { createHash } from 'node:crypto';
import { BlobServiceClient } from '@azure/storage-blob';
import { imageName, TINY_IMAGE } from '../tiny-image.js';

const STARTED = Date.UTC(2026, 10, 20, 12);
const IMAGES = 3;

/** One job: a container with images, and the events that the default subscription delivers of it. */
export interface SimulatedJob {
  name: string;
  videoId: string;
  assetName: string;
  assetId: string;
  container: string;
  endTime: string;
  events: object[];
}

/**
 * Jobs of one output each, the same for the same number. Of every five, the second encodes a video that the next two encode
 * again into the same asset, and the last into another.
 */
export function createJobs(count: number): SimulatedJob[] {
  return Array.from({ length: count }, (_, i) => {
    const first = i % 5 < 2 ? i : i - (i % 5) + 1;
    const guid = guidFrom(i % 5 === 4 ? i : first);
    const videoId = `video-${first}`;
    const at = (seconds: number) => new Date(STARTED + i * 60_000 + seconds * 1000).toISOString();
    const output = (state: string) => ({ assetName: `output-${guid}`, state, label: 'thumbnails_0' });
    const event = (type: string, time: string, data: object) => ({
      id: `${type}-${i}`,
      topic: '/subscriptions/soak',
      subject: `transforms/thumbnails/jobs/job-${i}`,
      eventType: `Microsoft.Media.${type}`,
      eventTime: time,
      data,
      dataVersion: '1.0',
      metadataVersion: '1',
    });
    const ofOutput = (state: string) => ({ output: output(state), jobCorrelationData: { videoId } });
    return {
      ...{
        name: `job-${i}`,
        videoId,
        assetName: `output-${guid}`,
        assetId: guid,
        container: `asset-${guid}`,
        endTime: at(20),
      },
      events: [
        event('JobOutputScheduled', at(0), ofOutput('Scheduled')),
        event('JobOutputProcessing', at(5), ofOutput('Processing')),
        event('JobOutputFinished', at(20), ofOutput('Finished')),
        event('JobFinished', at(21), {
          state: 'Finished',
          outputs: [output('Finished')],
          correlationData: { videoId },
        }),
      ],
    };
  });
}

/** Puts the images of all jobs into storage, a few containers at a time. */
export async function putImages(connectionString: string, jobs: readonly SimulatedJob[]): Promise<void> {
  const blobs = BlobServiceClient.fromConnectionString(connectionString);
  const left = [...new Set(jobs.map(({ container }) => container))];
  const put = async (): Promise<void> => {
    for (let name = left.pop(); name !== undefined; name = left.pop()) {
      const container = blobs.getContainerClient(name);
      await container.create();
      for (let index = 1; index <= IMAGES; index++) {
        await container.getBlockBlobClient(imageName(index)).upload(TINY_IMAGE, TINY_IMAGE.length);
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, put));
}

function guidFrom(number: number): string {
  const hex = createHash('sha256').update(`job ${number}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
