import { startAzurite } from '../../local/azurite.js';
import { startBenchHost, type ServerProcess } from '../queries/bench-host.js';
import { startProxy } from '../proxy.js';
import { withCleanup } from '../with-cleanup.js';
import { deliverAll } from './deliver-all.js';
import { deliverTo } from './deliver-to.js';
import { deliveryOrder, inLanes } from './delivery-order.js';
import { faultsFrom, type Fault } from './faults.js';
import { encoderSettings, startFinishedEncoder } from './finished-encoder.js';
import { crashPoints } from './crash-points.js';
import { createJobs, putImages } from './simulated-jobs.js';
import { startKillableHost, type KillableHost } from './killable-host.js';
import { readRows } from './read-rows.js';

export interface SimulationOptions {
  jobs: number;
  /** Decides the order of deliveries, the faults, and when the host is killed. */
  seed: number;
  /** Share of the calls to storage and to Media Services that fail. */
  faultRate: number;
  /** Whether all that concerns an asset comes at once; else everything comes in any order. */
  byAsset?: boolean;
  /** Kills the host (SIGKILL) and starts another, after about so many deliveries and at any call. */
  killEvery?: number;
  onStep?: (what: string) => void;
  onDelivered?: (taken: number, host: KillableHost) => void;
}

export interface SimulationResult {
  /** Rows after the faults, and after one clean pass. */
  rows: string[];
  expected: string[];
  deliveries: number;
  /** How many were retried. */
  retries: number;
  kills: number;
  /** To storage and to Media Services. */
  calls: number;
  mediaServicesCalls: number;
  faults: Map<Fault, number>;
  /** Those of them that were played before Media Services. */
  mediaServicesFaults: Map<Fault, number>;
}

const CONCURRENCY = 32;
const LANES = 4;

/**
 * Delivers every event of many jobs twice, in any order, many at a time, while storage and Media Services fail; and once more
 * into another table as they were raised, while both are well. Storage, Media Services and both hosts are processes of their own.
 */
export function simulateJobs(options: SimulationOptions): Promise<SimulationResult> {
  const { jobs: count, seed, faultRate, byAsset = false, killEvery, onStep, onDelivered } = options;
  return withCleanup(async (started) => {
    onStep?.('starting storage');
    const azurite = started(await startAzurite({ blobPort: 0, queuePort: 0, tablePort: 0 }));
    const { connectionString, tableUrl, blobUrl } = azurite;
    const jobs = createJobs(count);
    onStep?.(`putting the images of ${count} jobs there`);
    await putImages(connectionString, jobs);
    onStep?.('starting Media Services');
    const encoder = started(await startFinishedEncoder(connectionString, jobs));

    onStep?.('a clean pass');
    const cleanHost = started(await startHost(connectionString, encoder.url, 'clean'));
    const deliver = deliverTo(() => Promise.resolve(cleanHost));
    await Promise.all(inLanes(jobs, LANES).map((lane) => deliverAll(deliver, lane, { concurrency: 1 })));
    await cleanHost.stop();

    const nextFault = faultsFrom(seed, faultRate);
    const points = killEvery === undefined ? undefined : crashPoints(seed, killEvery);
    const onCall = (): void => {
      if (points?.onCall()) host.kill();
    };
    const table = started(await startProxy(tableUrl, { nextFault, onCall }));
    const blob = started(await startProxy(blobUrl, { nextFault, onCall }));
    const media = started(await startProxy(encoder.url, { nextFault, onCall }));
    const faulty = connectionString.replace(tableUrl, table.url).replace(blobUrl, blob.url);
    const host = started(await startKillableHost(() => startHost(faulty, media.url, 'faulty')));
    const events = deliveryOrder(jobs, seed, byAsset);
    const retries = await deliverAll(deliverTo(host.current), events, {
      concurrency: CONCURRENCY,
      onDelivered: (taken) => {
        points?.onDelivered();
        onDelivered?.(taken, host);
      },
    });
    const faults = new Map<Fault, number>();
    for (const [fault, times] of [table, blob, media].flatMap(({ faultCounts }) => [...faultCounts])) {
      faults.set(fault, (faults.get(fault) ?? 0) + times);
    }
    return {
      rows: await readRows(connectionString, 'faulty'),
      expected: await readRows(connectionString, 'clean'),
      deliveries: events.length,
      retries,
      kills: host.kills,
      calls: table.calls + blob.calls + media.calls,
      mediaServicesCalls: media.calls,
      faults,
      mediaServicesFaults: media.faultCounts,
    };
  });
}

function startHost(storage: string, mediaServices: string, table: string): Promise<ServerProcess> {
  return startBenchHost(process.cwd(), {
    MANIFEST_STORAGE_CONNECTION_STRING: storage,
    MEDIA_STORAGE_CONNECTION_STRING: storage,
    MANIFEST_TABLE: table,
    // Whatever this machine's settings say.
    MEDIA_STORAGE_ACCOUNTS: '',
    ...encoderSettings(mediaServices),
  });
}
