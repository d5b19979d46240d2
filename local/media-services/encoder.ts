import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account.js';
import { noSubscription, openSubscription } from './events/subscription.js';
import { describeProgram, findFfmpeg, findFfprobe } from './ffmpeg/find-ffmpeg.js';
import { createJobLifecycle } from './jobs/job-lifecycle.js';
import { createJobQueue } from './jobs/job-queue.js';
import { runJob } from './jobs/run-job.js';
import type { JobRunner } from './jobs/run-outputs.js';
import { close, listen, portOf } from './listen.js';
import { armApp } from './rest/arm-app.js';
import { assetRoutes } from './rest/asset-routes.js';
import { jobRoutes } from './rest/job-routes.js';
import { presentAsset, presentJob, presentTransform } from './rest/present.js';
import { createTokens } from './rest/token.js';
import { transformRoutes } from './rest/transform-routes.js';
import { assertLoopback, encoderDefaults, type EncoderOptions } from './settings.js';
import { openStorage } from './storage.js';
import { openJsonFolder } from './store/json-folder.js';
import type { AssetRecord, JobRecord, TransformRecord } from './store/records.js';

export type { EncoderOptions } from './settings.js';

/** A running encoder. */
export interface Encoder {
  readonly port: number;
  /** The endpoint for `new AzureMediaServices(credential, subscriptionId, { endpoint })`: without a slash at its end. */
  readonly url: string;
  /** Kills running jobs, which restart with the next start, and closes the port. */
  stop(): Promise<void>;
}

/** Few, since ffmpeg uses several cores by itself. */
const jobsAtOnce = 2;

/** Options that are missing or undefined get their default. */
function withDefaults(options: EncoderOptions) {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...encoderDefaults, ...(Object.fromEntries(given) as typeof options) } as typeof options & {
    [Name in keyof typeof encoderDefaults]: NonNullable<EncoderOptions[Name]>;
  };
}

/**
 * Starts the encoder and resumes unfinished jobs and deliveries. Rejects with a readable message when the port is in use, the
 * connection string is invalid or ffmpeg is missing.
 */
export async function startEncoder(options: EncoderOptions): Promise<Encoder> {
  const settings = withDefaults(options);
  const { dataFolder, hostname, webhookUrl, log = () => undefined } = settings;
  const { subscriptionId, resourceGroup, accountName, apiKey } = settings;
  const account: Account = { subscriptionId, resourceGroup, accountName };
  const now = () => new Date();

  assertLoopback(hostname);
  const ffmpeg = settings.ffmpegPath ?? findFfmpeg(process.env);
  const programs = { ffmpeg, ffprobe: findFfprobe(process.env, ffmpeg) };
  log(`decodes with ${describeProgram(programs.ffmpeg)}, probes with ${describeProgram(programs.ffprobe)}`);
  const storage = openStorage(settings.storageConnectionString);
  const server = await listen(settings.port, hostname);
  const port = portOf(server);
  const url = `http://${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`;

  const workFolder = join(dataFolder, 'work');
  await rm(workFolder, { recursive: true, force: true });
  const assets = await openJsonFolder<AssetRecord>(join(dataFolder, 'assets'), log);
  const transforms = await openJsonFolder<TransformRecord>(join(dataFolder, 'transforms'), log);
  const jobs = await openJsonFolder<JobRecord>(join(dataFolder, 'jobs'), log);
  const subscription =
    webhookUrl === undefined
      ? noSubscription
      : await openSubscription({
          url: webhookUrl,
          schema: settings.eventSchema,
          account,
          folder: dataFolder,
          eventTypes: settings.includedEventTypes,
          scale: settings.retryScale,
          log,
        });

  const lifecycle = createJobLifecycle(jobs, (events) => subscription.publish(events), now);
  const timeLimitSeconds = settings.jobTimeLimitSeconds;
  const runner: JobRunner = { assets, storage, lifecycle, programs, workFolder, timeLimitSeconds, log };
  const queue = createJobQueue(jobs, lifecycle, (job, signal) => runJob(runner, job, signal), jobsAtOnce);

  const shared = { assets, transforms, jobs, storage, queue, now, paging: { size: settings.pageSize, url } };
  const routers = [
    assetRoutes({ ...shared, present: (asset) => presentAsset(account, storage.accountName, asset) }),
    transformRoutes({ ...shared, present: (transform) => presentTransform(account, transform) }),
    jobRoutes({ ...shared, present: (job) => presentJob(account, job) }),
  ];
  const app = armApp(account, createTokens({ subscriptionId, apiKey }, now), routers, log);
  server.on('request', (request, response) => {
    app(request, response);
  });
  await queue.resume();

  return {
    port,
    url,
    async stop() {
      await close(server);
      await queue.stop();
      await subscription.stop();
    },
  };
}
