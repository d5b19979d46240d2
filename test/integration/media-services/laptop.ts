import { AzureMediaServices } from '@azure/arm-mediaservices';
import { bearerTokenAuthenticationPolicyName } from '@azure/core-rest-pipeline';
import { BlobServiceClient } from '@azure/storage-blob';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startEncoder, type Encoder, type EncoderOptions } from '../../../local/media-services/encoder.js';
import { findFfmpeg } from '../../../local/media-services/ffmpeg/find-ffmpeg.js';
import { encoderDefaults } from '../../../local/media-services/settings.js';
import { accountForTests } from '../../setup/shared-azurite.js';
import { authenticate } from './rest.js';

/** The real client, with the encoder's token in place of an Entra one: that policy refuses plain HTTP. */
async function connect(url: string): Promise<AzureMediaServices> {
  const { subscriptionId, apiKey } = encoderDefaults;
  const token = await (await authenticate(url, apiKey)).text();
  const credential = { getToken: () => Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
  const client = new AzureMediaServices(credential, subscriptionId, { endpoint: url });
  client.pipeline.removePolicy({ name: bearerTokenAuthenticationPolicyName });
  client.pipeline.addPolicy({
    name: 'localToken',
    sendRequest(request, next) {
      request.headers.set('authorization', `Bearer ${token}`);
      request.allowInsecureConnection = true;
      return next(request);
    },
  });
  return client;
}

/** What a test has of a laptop: storage, encoders on the same data folder, ffmpeg, and a way to clean it all up. */
export async function aLaptop() {
  const folder = await mkdtemp(join(tmpdir(), 'stillframe-encoder-'));
  const { connectionString } = accountForTests();
  const blobs = BlobServiceClient.fromConnectionString(connectionString);
  const ffmpeg = findFfmpeg(process.env);
  const running = new Set<Encoder>();

  return {
    folder,
    ffmpeg,
    blobs,
    async start(options: Partial<EncoderOptions> = {}) {
      const lines: string[] = [];
      const encoder = await startEncoder({
        port: 0,
        dataFolder: join(folder, 'encoder'),
        storageConnectionString: connectionString,
        log: (line) => lines.push(line),
        ...options,
      });
      running.add(encoder);
      const stop = async () => {
        running.delete(encoder);
        await encoder.stop();
      };
      return { client: await connect(encoder.url), url: encoder.url, lines, stop };
    },
    /** Makes a clip from ffmpeg's own sources; the arguments name no output. */
    async clip(name: string, ...args: string[]): Promise<string> {
      const file = join(folder, name);
      await promisify(execFile)(ffmpeg, ['-v', 'error', '-nostdin', '-y', ...args, file]);
      return file;
    },
    async stop() {
      for (const encoder of running) await encoder.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type Laptop = Awaited<ReturnType<typeof aLaptop>>;

export const { resourceGroup, accountName } = encoderDefaults;
