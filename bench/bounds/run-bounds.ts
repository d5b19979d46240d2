import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { TableClient } from '@azure/data-tables';
import { connectionStringFor, startAzurite } from '../../local/azurite.js';
import { startChild } from '../../local/child-process.js';
import { createDeployedFolder } from '../deployed-folder.js';
import type { Progress } from '../progress.js';
import { withCleanup } from '../with-cleanup.js';
import { CASES, type BoundsCase } from './cases.js';
import { startHostileStorage } from './hostile-storage.js';
import type { Order, Played } from './play-case.js';

/** What one case did to the process that played it. */
export interface MeasuredCase {
  name: string;
  outcome: string;
  isExpected: boolean;
  seconds: number;
  stallMs: number;
  healthMs: number;
  peakBytes: number;
  readBytes: number;
  longestLine: number;
}

/** A health check is asked for this often meanwhile. */
const HEALTH_EVERY_MS = 50;
/** What takes longer is not waited for. */
const LIMIT_MS = 60_000;

export async function runBounds(progress: Progress): Promise<MeasuredCase[]> {
  const folder = await mkdtemp(join(tmpdir(), 'stillframe-bench-'));
  try {
    progress.step('packaging');
    const deployed = join(folder, 'deployed');
    await createDeployedFolder(deployed);
    const measured: MeasuredCase[] = [];
    for (const [i, one] of CASES.entries()) {
      progress.step(`${i + 1} of ${CASES.length}: ${one.name}`);
      measured.push(await measureCase(one, deployed));
    }
    progress.clear();
    return measured;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureCase(one: BoundsCase, deployed: string): Promise<MeasuredCase> {
  return withCleanup(async (started) => {
    const azurite = started(await startAzurite({ blobPort: 0, queuePort: 0, tablePort: 0 }));
    await TableClient.fromConnectionString(azurite.connectionString, 'thumbnails', {
      allowInsecureConnection: true,
    }).createTable();
    const storage = started(await startHostileStorage(new Map(Object.entries(one.containers))));
    const connectionString = connectionStringFor({
      blobUrl: storage.url,
      queueUrl: azurite.blobUrl,
      tableUrl: azurite.tableUrl,
    });
    const child = started(
      await startChild(
        {
          name: 'the process under attack',
          script: join(process.cwd(), 'dist/bench/bounds/play-case.js'),
          args: [deployed],
          env: {
            ...process.env,
            MANIFEST_STORAGE_CONNECTION_STRING: connectionString,
            MEDIA_STORAGE_CONNECTION_STRING: connectionString,
            IMAGES_READY: 'on',
            ...one.settings,
          },
        },
        ({ message }) => message !== undefined,
      ),
    );

    const waiting = new Map<number, (played: Played) => void>();
    child.process.on('message', (played: Played) => waiting.get(played.id)?.(played));
    let sent = 0;
    const play = (order: DistributiveOmit<Order, 'id'>): Promise<Played> =>
      new Promise((resolve, reject) => {
        const id = (sent += 1);
        waiting.set(id, resolve);
        child.process.send({ ...order, id });
        void child.ended.then(() => {
          reject(new Error('the process has ended'));
        });
      });

    await play({ kind: 'request', functionName: 'getHealth', params: {}, times: 1 });
    await play({ kind: 'measure' });
    let healthMs = 0;
    const attacked = new AbortController();
    const health = (async () => {
      while (!attacked.signal.aborted) {
        const askedMs = performance.now();
        await play({ kind: 'request', functionName: 'getHealth', params: {}, times: 1 });
        healthMs = Math.max(healthMs, performance.now() - askedMs);
        await wait(HEALTH_EVERY_MS);
      }
    })();

    const startedMs = performance.now();
    const attack = async (): Promise<string> => {
      const statuses = new Map<string, number>();
      for (const event of one.events) count(statuses, (await play({ kind: 'event', event })).statuses);
      for (const request of one.requests ?? []) count(statuses, (await play({ kind: 'request', ...request })).statuses);
      return [...statuses].map(([status, times]) => `${times} ${status}`).join(', ');
    };
    const outcome = await Promise.race([attack(), wait(LIMIT_MS, 'not done', { ref: false })]).catch(
      () => 'the process has ended',
    );
    const seconds = (performance.now() - startedMs) / 1000;
    attacked.abort();
    const last = await Promise.race([
      health.then(() => play({ kind: 'measure' })),
      wait(LIMIT_MS, undefined, { ref: false }),
    ]).catch(() => undefined);
    return {
      name: one.name,
      outcome: `${outcome}; ${[...new Set(last?.events)].join(', ')}`,
      isExpected: !/thrown|not done|ended/.test(outcome) && one.expected.test((last?.events ?? []).join(' ')),
      seconds,
      stallMs: last?.stallMs ?? Infinity,
      healthMs: last === undefined ? Infinity : healthMs,
      peakBytes: last?.peakBytes ?? Infinity,
      readBytes: storage.bytesRead,
      longestLine: last?.longestLine ?? 0,
    };
  });
}

type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never;

function count(statuses: Map<string, number>, made: readonly string[]): void {
  for (const status of made) statuses.set(status, (statuses.get(status) ?? 0) + 1);
}
