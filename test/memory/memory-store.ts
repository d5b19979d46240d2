import type { Cursor, TableScan } from '../../src/application/maintenance/ports.js';
import type { OutboxIndex, OutboxKey } from '../../src/application/publishing/ports.js';
import type {
  ProjectedRow,
  RecordStore,
  RowKey,
  RowState,
  StoredRecord,
} from '../../src/application/recording/ports.js';
import type { Entry } from '../../src/domain/entry.js';
import { locationHash } from '../../src/domain/location.js';
import type { LocationRecord, RecordSummary } from '../../src/domain/location-record.js';
import type { OutputState } from '../../src/domain/output-state.js';
import { compareText } from '../../src/domain/text.js';
import type { StoredTombstone, VideoRecords } from '../../src/domain/video.js';

/** So few that every scan in a test goes over several pages. */
const PAGE_SIZE = 2;

type Row = { value: unknown; version: string };

/** Rows by partition and key, each with a version that changes with every write: what goes in and out is copied. */
export class Rows {
  readonly #rows: Map<string, Row>;
  /** By key; kept when a row is deleted, so that no version returns. */
  readonly #writes: Map<string, number>;
  #text: string | undefined;

  constructor(from?: Rows) {
    this.#rows = new Map(from === undefined ? [] : from.#rows);
    this.#writes = new Map(from === undefined ? [] : from.#writes);
    if (from !== undefined) this.#text = from.#text;
  }

  get(key: string): Row | undefined {
    return structuredClone(this.#rows.get(key));
  }

  /** Writes where the row still has this version; undefined otherwise. */
  put(key: string, value: unknown, version: string | undefined): string | undefined {
    if (this.#rows.get(key)?.version !== version) return undefined;
    const writes = (this.#writes.get(key) ?? 0) + 1;
    this.#writes.set(key, writes);
    this.#text = undefined;
    this.#rows.set(key, { value: structuredClone(value), version: `v${writes}` });
    return `v${writes}`;
  }

  /** A row that is gone already counts as deleted. */
  delete(key: string, version: string | undefined): boolean {
    const there = this.#rows.get(key);
    if (there !== undefined && there.version !== version) return false;
    this.#rows.delete(key);
    this.#text = undefined;
    return true;
  }

  /** Keys with this beginning, in their order. */
  keys(prefix = ''): string[] {
    return [...this.#rows.keys()].filter((key) => key.startsWith(prefix)).sort(compareText);
  }

  /** Everything but the versions, as text: equal for equal states. */
  toText(): string {
    return JSON.stringify(this.keys().map((key) => [key, this.#rows.get(key)?.value]));
  }

  /** The same with the versions. */
  toVersionedText(): string {
    this.#text ??= JSON.stringify(this.keys().map((key) => [key, this.#rows.get(key)]));
    return this.#text;
  }
}

/** A record store, its scan and its outbox over rows in memory: the reference for the ports. */
export interface MemoryStore extends RecordStore, TableScan {
  rows: Rows;
  outbox: OutboxIndex;
}

const part = (...names: string[]): string => names.map(encodeURIComponent).join('/');
const recordKey = (location: string): string => part('~location', location);
const rowKey = ({ kind, partition, location }: RowKey): string => part(partition, kind, location);
const stateKey = (videoId: string, { transform, job, output }: OutputState): string =>
  part(videoId, 'job', transform, job, output);

export function createMemoryStore(rows = new Rows()): MemoryStore {
  const readRecord = (location: string): StoredRecord | undefined => {
    const found = rows.get(recordKey(location));
    return found && { record: found.value as LocationRecord, version: found.version };
  };
  const row = (key: string): Row => rows.get(key) ?? { value: {}, version: '' };
  const readTombstone = (videoId: string): StoredTombstone | undefined => {
    const found = rows.get(part(videoId, 'tombstone'));
    return found && { ...(found.value as Omit<StoredTombstone, 'version'>), version: found.version };
  };

  return {
    rows,
    readVideo: (videoId) => {
      const records: VideoRecords = { entries: [], moved: [], outputs: [], aliases: [] };
      for (const key of rows.keys(`${part(videoId)}/`)) {
        const [, kind, location = ''] = key.split('/').map(decodeURIComponent);
        const { value, version } = row(key) as { value: Record<string, unknown>; version: string };
        if (kind === 'location') {
          if ('moved' in value) records.moved.push(location);
          else records.entries.push({ ...(value as unknown as Entry), version });
        } else if (kind === 'alias' && typeof value['videoId'] === 'string') {
          records.aliases.push({ videoId: value['videoId'], location });
        } else if (kind === 'job') records.outputs.push({ state: value as unknown as OutputState, version });
      }
      const tombstone = readTombstone(videoId);
      return Promise.resolve({ ...records, ...(tombstone !== undefined && { tombstone }) });
    },
    readRecord: (location) => Promise.resolve(readRecord(location)),
    readRecordHeader: (location) => {
      const stored = readRecord(location);
      if (stored === undefined) return Promise.resolve(undefined);
      return Promise.resolve({ ...summaryOf(stored.record), version: stored.version });
    },
    roomInRow: () => 1_000_000,
    putRecord: (record, version) =>
      Promise.resolve(rows.put(recordKey(locationHash(record.location)), record, version)),
    patchRecord: (location, patch, version) => {
      const changed = Object.entries({ ...readRecord(location)?.record, ...patch });
      const record = Object.fromEntries(changed.filter(([, value]) => value !== null));
      return Promise.resolve(rows.put(recordKey(location), record, version) !== undefined);
    },
    deleteRecord: (location, version) => Promise.resolve(rows.delete(recordKey(location), version)),
    readRow: (key) => {
      const found = rows.get(rowKey(key));
      if (found === undefined) return Promise.resolve(undefined);
      const { seq, ownerSeq, names } = found.value as RowState;
      const entry = ownerSeq === undefined ? {} : { ownerSeq, ...(names && { names }) };
      return Promise.resolve({ seq, version: found.version, ...entry });
    },
    putRow: (row, version) => {
      const [key, value] = toRow(row);
      return Promise.resolve(rows.put(key, value, version) !== undefined);
    },
    deleteRow: (key, version) => Promise.resolve(rows.delete(rowKey(key), version)),
    readTombstone: (videoId) => Promise.resolve(readTombstone(videoId)),
    putTombstone: (videoId, stored, version) => {
      const listed = part('~tombstones', videoId);
      rows.put(listed, { videoId, expiresAt: stored.tombstone.expiresAt }, rows.get(listed)?.version);
      const { tombstone, publication } = stored;
      const value = { tombstone, ...(publication && { publication }) };
      return Promise.resolve(rows.put(part(videoId, 'tombstone'), value, version) !== undefined);
    },
    deleteTombstone: (videoId, version, listed) => {
      const isDeleted = version === undefined || rows.delete(part(videoId, 'tombstone'), version);
      return Promise.resolve(isDeleted && rows.delete(part('~tombstones', videoId), listed));
    },
    putOutputState: (videoId, state, version) =>
      Promise.resolve(rows.put(stateKey(videoId, state), state, version) !== undefined),
    deleteOutputState: (videoId, state, version) => Promise.resolve(rows.delete(stateKey(videoId, state), version)),
    ping: () => Promise.resolve(undefined),

    readRecords: (page = '') => {
      const keys = rows.keys('~location/').filter((key) => key > page);
      const found = keys.slice(0, PAGE_SIZE).map((key) => {
        const { value, version } = row(key);
        return { key, header: { ...summaryOf(value as LocationRecord), version } };
      });
      const next = keys.length > PAGE_SIZE ? keys[PAGE_SIZE - 1] : undefined;
      return Promise.resolve({ rows: found, ...(next !== undefined && { next }) });
    },
    readExpiredTombstones: (before) => {
      const listed = rows.keys('~tombstones/').flatMap((key) => {
        const { value, version } = row(key);
        const { videoId, expiresAt } = value as { videoId: string; expiresAt: Date };
        return expiresAt <= before ? [{ videoId, version }] : [];
      });
      return Promise.resolve(listed);
    },
    readCursor: () => Promise.resolve((rows.get('~scan/cursor')?.value ?? {}) as Cursor),
    putCursor: (cursor) => {
      rows.put('~scan/cursor', cursor, rows.get('~scan/cursor')?.version);
      return Promise.resolve();
    },
    outbox: createMemoryOutbox(rows),
  };
}

function toRow(row: ProjectedRow): [key: string, value: unknown] {
  if (row.kind === 'entry') {
    const { videoId: partition, location } = row.entry;
    return [rowKey({ kind: 'location', partition, location: locationHash(location) }), row.entry];
  }
  const { seq, location } = row;
  if (row.kind === 'moved') {
    return [rowKey({ kind: 'location', partition: row.videoId, location }), { seq, moved: true }];
  }
  const { name, videoId } = row;
  return [rowKey({ kind: 'alias', partition: name, location }), { seq, ...(videoId !== undefined && { videoId }) }];
}

function createMemoryOutbox(rows: Rows): OutboxIndex {
  const keyOf = (key: object): string => part('~outbox', JSON.stringify(key));
  return {
    put: (key, since) => Promise.resolve(rows.put(keyOf(key), { key, since }, rows.get(keyOf(key))?.version) ?? ''),
    read: (before) => {
      const found = rows.keys('~outbox/').flatMap((name) => {
        const { value, version = '' } = rows.get(name) ?? {};
        const { key, since } = value as { key: OutboxKey; since: Date };
        return since < before ? [{ key, version }] : [];
      });
      return Promise.resolve(found);
    },
    remove: ({ key, version }) => {
      rows.delete(keyOf(key), version);
      return Promise.resolve();
    },
  };
}

/** A record as it is read without its images. */
export function summaryOf(record: LocationRecord): { record: RecordSummary; hasContent: boolean } {
  const summary: Partial<LocationRecord> & RecordSummary = { ...record };
  delete summary.content;
  delete summary.rules;
  return { record: summary, hasContent: record.content !== undefined };
}
