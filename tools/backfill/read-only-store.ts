import type { RecordStore, StoredRecord } from '../../src/application/recording/ports.js';
import { locationHash } from '../../src/domain/location.js';

/**
 * A store for dry runs that accepts every write without writing to the table. Records are kept in memory, since a projection reads
 * the record that was just written. Each method is listed, so that a new one is not passed through by mistake.
 */
export function readOnlyStore(store: RecordStore): RecordStore {
  const written = new Map<string, StoredRecord>();
  const done = () => Promise.resolve(true);
  return {
    readVideo: (videoId) => store.readVideo(videoId),
    readRecord: async (location) => written.get(location) ?? store.readRecord(location),
    readRecordHeader: (location) => store.readRecordHeader(location),
    readRow: (key) => store.readRow(key),
    readTombstone: (videoId) => store.readTombstone(videoId),
    roomInRow: (record) => store.roomInRow(record),
    ping: () => store.ping(),
    putRecord: (record) => {
      written.set(locationHash(record.location), { record, version: 'dry run' });
      return Promise.resolve('dry run');
    },
    patchRecord: done,
    deleteRecord: done,
    putRow: done,
    deleteRow: done,
    putTombstone: done,
    deleteTombstone: done,
    putOutputState: done,
    deleteOutputState: done,
  };
}
