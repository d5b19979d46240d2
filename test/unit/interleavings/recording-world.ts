import { latest } from '../../../src/domain/deletion.js';
import { locationHash } from '../../../src/domain/location.js';
import {
  aliasNames,
  containerIdOf,
  isPending,
  isShown,
  ownerOf,
  type LocationRecord,
} from '../../../src/domain/location-record.js';
import { pendingOfTombstone } from '../../../src/domain/publication.js';
import { liveManifests, toVideo } from '../../../src/domain/video.js';
import { createMemoryStore, type Rows } from '../../memory/memory-store.js';
import type { Invocation, World } from './explorer.js';
import { invocationsOf, LOCATION, minute, perform, readBlobs, readPublications } from './invocations.js';

const HASH = locationHash(LOCATION);
/** Every id that a scenario names; the last is the container's own. */
const IDS = ['A', 'B', 'C', 'asset-name', 'w'];

/** One location, of which callers ask under every id that a scenario names. */
export function recordingWorld({ hasTopic = false }: { hasTopic?: boolean } = {}): World {
  const { scan, retryPublications } = invocationsOf({ hasTopic });
  const run = (rows: Rows, invocation: Invocation) => invocation((call) => perform(rows, call));

  return {
    perform,
    checkMoment: async (rows) => {
      const owners = await showsUnder(rows);
      if (owners.length > 1) throw new Error(`the location shows under ${owners.join(' and ')}`);
    },
    checkEnd: async (rows) => {
      const owners = await showsUnder(rows);
      await checkRows(rows, owners);
      if (hasTopic) {
        await checkOutbox(rows);
        await run(rows, retryPublications(minute(0, 1)));
        await checkPublished(rows);
      }
      for (const day of [1, 100, 200, 300, 400]) {
        // The timer comes more often than once a day, so one page of a small table more or less is all the same.
        for (let runs = 0; runs < 2; runs++) await run(rows, scan(minute(runs, day)));
      }
      await checkExpired(rows, owners);
    },
  };
}

/** The videos under which a query shows the location, each read as queries read it: one partition at one moment. */
async function showsUnder(rows: Rows): Promise<string[]> {
  const store = createMemoryStore(rows);
  const found = await Promise.all(IDS.map((id) => store.readVideo(id)));
  return IDS.filter((id, i) => (toVideo(id, found[i] ?? never())?.manifests.length ?? 0) > 0);
}

async function checkRows(rows: Rows, shown: readonly string[]): Promise<void> {
  const store = createMemoryStore(rows);
  const record = (await store.readRecord(HASH))?.record;
  if (record === undefined) {
    expectEqual('rows of no record', rowsOfLocation(rows), []);
    return;
  }
  const owner = ownerOf(record);
  const read = await store.readVideo(owner);
  expectEqual(
    `number of the entry of ${owner}`,
    read.entries.map(({ seq }) => seq),
    [record.seq],
  );
  for (const id of IDS.filter((one) => one !== owner)) {
    expectEqual(`entries of ${id}, owner ${owner}`, (await store.readVideo(id)).entries.length, 0);
  }
  expectEqual('alias rows', aliasRows(rows), expectedAliases(record));
  const tombstones = await Promise.all([owner, containerIdOf(LOCATION) ?? ''].map((id) => store.readTombstone(id)));
  const deletedAt = tombstones.map((one) => one?.tombstone.deletedAt).reduce(latest);
  const isDeleted = deletedAt !== undefined && (record.recordedAt ?? minute(0)) <= deletedAt;
  const blobs = readBlobs(rows);
  expectEqual('shown', shown, isDeleted || (blobs === 'missing' && shown.length === 0) ? [] : [owner]);
  if (shown.length > 0 && blobs !== 'missing') checkContent(record, blobs.images);
  const [manifest] = liveManifests(read);
  if (manifest !== undefined) expectEqual('series of the entry', manifest.manifest.series, record.content?.series);
}

/** The newest listing, read by the rules of the newest job. */
function checkContent({ content, job }: LocationRecord, images: number): void {
  expectEqual(
    'images',
    content?.series.map(({ ranges }) => ranges),
    [[[1, images]]],
  );
  if (job === undefined) return;
  expectEqual('rules', content?.readBy, { job: job.at });
  expectEqual(
    'distance',
    content?.series.map(({ timing }) => timing?.stepMs),
    [1000 * Number(job.job.slice(1))],
  );
}

function aliasRows(rows: Rows): Record<string, string | undefined> {
  const found = IDS.flatMap((id) => {
    const row = rows.get(`${id}/alias/${HASH}`);
    return row === undefined ? [] : [[id, (row.value as { videoId?: string }).videoId] as const];
  });
  return Object.fromEntries(found);
}

function expectedAliases(record: LocationRecord): Record<string, string | undefined> {
  const names = new Map(aliasNames(record).map(({ name, videoId }) => [name, videoId]));
  return Object.fromEntries(IDS.filter((id) => names.has(id)).map((id) => [id, names.get(id)]));
}

/** Whatever is not published is in the outbox. */
async function checkOutbox(rows: Rows): Promise<void> {
  const store = createMemoryStore(rows);
  const listed = (await store.outbox.read(minute(0, 1))).map(({ key }) => JSON.stringify(key));
  const record = (await store.readRecord(HASH))?.record;
  if (record !== undefined && isPending(record) && !listed.includes(JSON.stringify({ location: HASH }))) {
    throw new Error('a change is not in the outbox');
  }
  for (const videoId of IDS) {
    const isDue = pendingOfTombstone(videoId, await store.readTombstone(videoId)) !== undefined;
    if (isDue && !listed.includes(JSON.stringify({ videoId }))) throw new Error('a deletion is not in the outbox');
  }
}

/** Subscribers know what callers see, and of every deletion. */
async function checkPublished(rows: Rows): Promise<void> {
  expectEqual('outbox', rows.keys('~outbox/'), []);
  const published = readPublications(rows);
  const store = createMemoryStore(rows);
  for (const videoId of IDS) {
    expectEqual('pending deletion', pendingOfTombstone(videoId, await store.readTombstone(videoId)), undefined);
  }
  const record = (await store.readRecord(HASH))?.record;
  if (record === undefined || !isShown(record)) return;
  const wanted = JSON.stringify([ownerOf(record), record.changedAt, record.content?.series]);
  const told = published.flatMap((one) =>
    one.kind === 'recorded' ? [JSON.stringify([one.videoId, one.at, one.manifest.series])] : [],
  );
  if (!told.includes(wanted)) throw new Error(`${wanted} was not published, but ${told.join(' and ') || 'nothing'}`);
}

async function checkExpired(rows: Rows, shown: readonly string[]): Promise<void> {
  expectEqual('shown after expiry', await showsUnder(rows), readBlobs(rows) === 'missing' ? [] : shown);
  expectEqual('tombstones after expiry', rows.keys('~tombstones/'), []);
  const isKept = (await createMemoryStore(rows).readRecord(HASH)) !== undefined;
  if (!isKept) expectEqual('rows after expiry', rowsOfLocation(rows), []);
  else if (shown.length === 0) throw new Error('an empty record is kept after expiry');
}

function rowsOfLocation(rows: Rows): string[] {
  return rows.keys().filter((key) => key.endsWith(HASH));
}

function expectEqual(what: string, found: unknown, wanted: unknown): void {
  const [is, must] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (is !== must) throw new Error(`${what}: ${is}, must be ${must}`);
}

function never(): never {
  throw new Error('nothing was read');
}
