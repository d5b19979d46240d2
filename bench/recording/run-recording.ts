import { TableClient } from '@azure/data-tables';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectionStringFor } from '../../local/azurite.js';
import { startChild } from '../../local/child-process.js';
import { encoderDefaults } from '../../local/media-services/settings.js';
import { createDeployedFolder } from '../deployed-folder.js';
import { finishedEvents, jobFinished } from '../finished-job.js';
import type { Progress } from '../progress.js';
import { startProxy } from '../proxy.js';
import { withCleanup } from '../with-cleanup.js';
import { classifyCall, type Kind } from './classify-call.js';
import { startMediaServices } from './media-services.js';
import { startStorageWithImages } from './many-images.js';
import type { Recorded } from './record-events.js';

export const IMAGES = 10_800;
const JOB = {
  asset: 'output-clip',
  assetId: '6ba7b810-9dad-41d1-80b4-00c04fd430c8',
  container: 'asset-6ba7b810-9dad-41d1-80b4-00c04fd430c8',
};

/** One event's recording, and the calls that it made. */
export interface CountedRecording extends Recorded {
  calls: Map<Kind, number>;
}

/** The event for the first time, and what comes again: Event Grid delivers at least once, and a job raises four. */
export interface Recordings {
  first: CountedRecording;
  again: CountedRecording;
  /** The same from a job without correlation data. */
  unnamed: CountedRecording;
  /** All events of the finished job, from an empty table: one after another, and at once. */
  inTurn: CountedRecording;
  atOnce: CountedRecording;
}

/** The same with the code as it is deployed and, on another storage, with the modules one by one. */
export async function runRecording(progress: Progress): Promise<Record<'bundled' | 'unbundled', Recordings>> {
  const folder = await mkdtemp(join(tmpdir(), 'stillframe-bench-'));
  try {
    progress.step('packaging');
    const deployed = join(folder, 'deployed');
    await createDeployedFolder(deployed);
    return {
      bundled: await recordWith(deployed, progress),
      unbundled: await recordWith(process.cwd(), progress),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function recordWith(appFolder: string, progress: Progress): Promise<Recordings> {
  const folder = await mkdtemp(join(tmpdir(), 'stillframe-bench-'));
  try {
    return await withCleanup(async (started) => {
      progress.step(`making a container of ${IMAGES} images`);
      const storage = started(await startStorageWithImages(folder, JOB.container, IMAGES));
      const media = started(await startMediaServices(JOB));

      let calls = new Map<Kind, number>();
      const counted = async (service: 'blob' | 'table' | 'media', url: string): Promise<string> => {
        const proxy = await startProxy(url, {
          onCall: (call) => {
            const kind = classifyCall(service, call);
            calls.set(kind, (calls.get(kind) ?? 0) + 1);
          },
        });
        return started(proxy).url;
      };
      const connectionString = connectionStringFor({
        blobUrl: await counted('blob', storage.blobUrl),
        queueUrl: storage.blobUrl,
        tableUrl: await counted('table', storage.tableUrl),
      });
      const child = started(
        await startChild(
          {
            name: 'the recording process',
            script: join(process.cwd(), 'dist/bench/recording/record-events.js'),
            args: [appFolder],
            env: {
              ...process.env,
              MANIFEST_STORAGE_CONNECTION_STRING: connectionString,
              MEDIA_STORAGE_CONNECTION_STRING: connectionString,
              MEDIA_SERVICES_ENDPOINT: await counted('media', media.url),
              MEDIA_SERVICES_SUBSCRIPTION_ID: encoderDefaults.subscriptionId,
              MEDIA_SERVICES_RESOURCE_GROUP: encoderDefaults.resourceGroup,
              MEDIA_SERVICES_ACCOUNT: encoderDefaults.accountName,
              MEDIA_SERVICES_API_KEY: encoderDefaults.apiKey,
            },
          },
          ({ message }) => message !== undefined,
        ),
      );
      const record = async (...events: object[]): Promise<CountedRecording> => {
        const answered = once(child.process, 'message');
        child.process.send(events);
        const [message] = (await Promise.race([answered, child.ended.then(failEnded)])) as [{ recorded: Recorded }];
        const made = calls;
        calls = new Map();
        return { ...message.recorded, calls: made };
      };
      const named = { asset: JOB.asset, videoId: 'clip' };
      const event = jobFinished(named);
      progress.step('recording the event');
      const first = await record(event);
      if (first.images !== IMAGES) throw new Error(`${first.images} images were recorded: ${first.outcome}`);
      progress.step('recording it again');
      const again = await record(event);
      const unnamed = await record(jobFinished({ asset: JOB.asset }));
      progress.step('recording all events of the job, one after another');
      await clearTable(storage.connectionString);
      const each: CountedRecording[] = [];
      for (const one of finishedEvents(named)) each.push(await record(one));
      progress.step('recording all events of the job at once');
      await clearTable(storage.connectionString);
      const atOnce = await record(...finishedEvents(named));
      progress.clear();
      return { first, again, unnamed, inTurn: sum(each), atOnce };
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function clearTable(connectionString: string): Promise<void> {
  const table = TableClient.fromConnectionString(connectionString, 'thumbnails', { allowInsecureConnection: true });
  for await (const { partitionKey = '', rowKey = '' } of table.listEntities()) {
    await table.deleteEntity(partitionKey, rowKey);
  }
}

function sum(recordings: readonly CountedRecording[]): CountedRecording {
  const [last] = recordings.slice(-1);
  if (last === undefined) throw new Error('nothing was recorded');
  const calls = new Map<Kind, number>();
  for (const one of recordings) for (const [kind, made] of one.calls) calls.set(kind, (calls.get(kind) ?? 0) + made);
  return { ...last, calls };
}

function failEnded(): never {
  throw new Error('the recording process has ended');
}
