import { startAzurite } from '../../local/azurite.js';
import { startBenchHost, type Served } from '../queries/bench-host.js';
import { startProxy } from '../proxy.js';
import { stoppingAll } from '../stopping.js';
import { deliverAll } from './deliver-all.js';
import { deliverTo } from './deliver-to.js';
import { deliveryOrder, inLanes } from './delivery-order.js';
import { faultsFrom, type Fault } from './faults.js';
import { settingsOf, startFinishedEncoder } from './finished-encoder.js';
import { killPoints } from './kill-points.js';
import { manyJobs, putImages } from './many-jobs.js';
import { startMortalHost, type MortalHost } from './mortal-host.js';
import { readRows } from './read-rows.js';

export interface PlayOptions {
  jobs: number;
  /** Decides the order of deliveries, the faults, and when the host is killed. */
  seed: number;
  /** Share of the calls to storage and to Media Services that fail. */
  share: number;
  /** Whether all that concerns an asset comes at once; else everything comes in any order. */
  together?: boolean;
  /** Kills the host (SIGKILL) and starts another, after about so many deliveries and at any call. */
  killEvery?: number;
  onStep?: (what: string) => void;
  onTaken?: (taken: number, host: MortalHost) => void;
}

export interface Played {
  /** Rows after the faults, and after one clean pass. */
  rows: string[];
  expected: string[];
  deliveries: number;
  /** How many came again because they were not taken. */
  again: number;
  kills: number;
  /** To storage and to Media Services. */
  calls: number;
  mediaServicesCalls: number;
  faults: Map<Fault, number>;
  /** Those of them that were played before Media Services. */
  mediaServicesFaults: Map<Fault, number>;
}

const AT_A_TIME = 32;
const LANES = 4;

/**
 * Delivers every event of many jobs twice, in any order, many at a time, while storage and Media Services fail; and once more
 * into another table as they were raised, while both are well. Storage, Media Services and both hosts are processes of their own.
 */
export function playJobs(options: PlayOptions): Promise<Played> {
  const { jobs: count, seed, share, together = false, killEvery, onStep, onTaken } = options;
  return stoppingAll(async (started) => {
    onStep?.('starting storage');
    const azurite = started(await startAzurite({ blobPort: 0, queuePort: 0, tablePort: 0 }));
    const { connectionString, tableUrl, blobUrl } = azurite;
    const jobs = manyJobs(count);
    onStep?.(`putting the images of ${count} jobs there`);
    await putImages(connectionString, jobs);
    onStep?.('starting Media Services');
    const encoder = started(await startFinishedEncoder(connectionString, jobs));

    onStep?.('a clean pass');
    const well = started(await startHost(connectionString, encoder.url, 'clean'));
    const deliver = deliverTo(() => Promise.resolve(well));
    await Promise.all(inLanes(jobs, LANES).map((lane) => deliverAll(deliver, lane, { atATime: 1 })));
    await well.stop();

    const nextFault = faultsFrom(seed, share);
    const points = killEvery === undefined ? undefined : killPoints(seed, killEvery);
    const onCall = (): void => {
      if (points?.isAt()) host.kill();
    };
    const table = started(await startProxy(tableUrl, { nextFault, onCall }));
    const blob = started(await startProxy(blobUrl, { nextFault, onCall }));
    const media = started(await startProxy(encoder.url, { nextFault, onCall }));
    const faulty = connectionString.replace(tableUrl, table.url).replace(blobUrl, blob.url);
    const host = started(await startMortalHost(() => startHost(faulty, media.url, 'faulty')));
    const events = deliveryOrder(jobs, seed, together);
    const again = await deliverAll(deliverTo(host.up), events, {
      atATime: AT_A_TIME,
      onTaken: (taken) => {
        points?.taken();
        onTaken?.(taken, host);
      },
    });
    const faults = new Map<Fault, number>();
    for (const [fault, times] of [table, blob, media].flatMap(({ played }) => [...played])) {
      faults.set(fault, (faults.get(fault) ?? 0) + times);
    }
    return {
      rows: await readRows(connectionString, 'faulty'),
      expected: await readRows(connectionString, 'clean'),
      deliveries: events.length,
      again,
      kills: host.kills,
      calls: table.calls + blob.calls + media.calls,
      mediaServicesCalls: media.calls,
      faults,
      mediaServicesFaults: media.played,
    };
  });
}

function startHost(storage: string, mediaServices: string, table: string): Promise<Served> {
  return startBenchHost(process.cwd(), {
    MANIFEST_STORAGE_CONNECTION_STRING: storage,
    MEDIA_STORAGE_CONNECTION_STRING: storage,
    MANIFEST_TABLE: table,
    // Whatever this machine's settings say.
    MEDIA_STORAGE_ACCOUNTS: '',
    ...settingsOf(mediaServices),
  });
}
