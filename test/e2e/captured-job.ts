import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { encodeVideo } from '../../local/encode-video.js';
import { startEncoder } from '../../local/media-services/encoder.js';
import { encoderDefaults } from '../../local/media-services/settings.js';
import { temporaryFolder, type Later } from './clean-up.js';
import { makeClip } from './clips.js';
import type { WireEvent } from './events.js';
import type { Storage } from './storage.js';
import { until } from './until.js';

/** A webhook that accepts a subscription and every event, and keeps the events. */
async function startRecorder(later: Later): Promise<{ url: string; events: WireEvent[] }> {
  const events: WireEvent[] = [];
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      const [event] = body as [WireEvent];
      const code = event.data['validationCode'];
      if (code === undefined) events.push(event);
      response.end(JSON.stringify(code === undefined ? {} : { validationResponse: code }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  later(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, events };
}

/** Encodes a short clip for real and gives every event that this raised, and the settings by which an app asks the encoder. */
export async function captureJob(later: Later, storage: Storage, videoId: string) {
  const folder = await temporaryFolder(later);
  const recorder = await startRecorder(later);
  const encoder = await startEncoder({
    port: 0,
    dataFolder: join(folder, 'encoder'),
    storageConnectionString: storage.connectionString,
    webhookUrl: recorder.url,
    includedEventTypes: ['*'],
  });
  later(() => encoder.stop());
  const file = await makeClip(folder, 'clip.mp4', { size: '160x90', rate: '25', seconds: 3 });
  const wish = { file, videoId, everyMs: 1000, heights: [90], spriteColumns: 2 };
  await encodeVideo(encoder.url, wish, { uploading: () => undefined, encoding: () => undefined });
  const isLast = ({ eventType }: WireEvent) => eventType === 'Microsoft.Media.JobFinished';
  await until('the last event of the job', () => Promise.resolve(recorder.events.find(isLast)));
  return {
    events: recorder.events,
    settings: {
      MEDIA_SERVICES_ENDPOINT: encoder.url,
      MEDIA_SERVICES_SUBSCRIPTION_ID: encoderDefaults.subscriptionId,
      MEDIA_SERVICES_RESOURCE_GROUP: encoderDefaults.resourceGroup,
      MEDIA_SERVICES_ACCOUNT: encoderDefaults.accountName,
      MEDIA_SERVICES_API_KEY: encoderDefaults.apiKey,
    },
  };
}
