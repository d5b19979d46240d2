import { AzureMediaServices } from '@azure/arm-mediaservices';
import { bearerTokenAuthenticationPolicyName } from '@azure/core-rest-pipeline';
import { BlobServiceClient } from '@azure/storage-blob';
import { createRequire } from 'node:module';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startEncoder, type Encoder, type EncoderOptions } from '../../../local/media-services/encoder.js';
import { findFfmpeg } from '../../../local/media-services/ffmpeg/find-ffmpeg.js';
import { encoderDefaults } from '../../../local/media-services/settings.js';
import { authenticate } from './rest.js';

/** The parts of Azurite's own classes that are used; the package declares no types for them. */
interface BlobServer {
  start(): Promise<void>;
  close(): Promise<void>;
  getHttpServerAddress(): string;
}
type New<T> = new (...args: unknown[]) => T;

/** Azurite's well-known development account. */
const account = 'devstoreaccount1';
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

const load = createRequire(join(process.cwd(), 'package.json'));
const fresh = () => mkdtemp(join(tmpdir(), 'stillframe-encoder-'));

async function startAzurite(folder: string) {
  const blob = 'azurite/dist/src/blob/';
  const { default: Configuration } = load(`${blob}BlobConfiguration`) as { default: New<object> };
  const { default: Server } = load(`${blob}BlobServer`) as { default: New<BlobServer> };
  const stores = [{ locationId: 'Default', locationPath: join(folder, 'blobs'), maxConcurrency: 50 }];
  const files = [join(folder, 'blob.json'), join(folder, 'extent.json'), stores];
  const quiet = [false, undefined, false, undefined, false];
  const server = new Server(new Configuration('127.0.0.1', 0, 5, ...files, ...quiet, true));
  await server.start();
  return server;
}

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

/** What a test has of a laptop: Azurite, encoders on the same data folder, ffmpeg, and a way to clean it all up. */
export async function aLaptop() {
  const folder = await fresh();
  const azurite = await startAzurite(folder);
  const blobEndpoint = `${azurite.getHttpServerAddress()}/${account}`;
  const connectionString = `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${key};BlobEndpoint=${blobEndpoint};`;
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
      await azurite.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type Laptop = Awaited<ReturnType<typeof aLaptop>>;

export const { resourceGroup, accountName } = encoderDefaults;
