import { connectTable } from '../src/adapters/table/rows.js';
import { createTableRecordStore } from '../src/adapters/table/table-record-store.js';
import { noopPublisher } from '../src/application/publishing/ports.js';
import { carryOut } from '../src/application/recording/project-record.js';

/**
 * Removes what was recorded of a video up to a time, location by location, and no blob. `DELETE /api/Videos/{id}` covers
 * everything up to now, so it could only come before the job: a job that fails would leave nothing.
 */
export async function removeImagesUntil(connectionString: string, videoId: string, at: Date): Promise<void> {
  const access = { connectionString, table: 'thumbnails' };
  const store = createTableRecordStore(
    connectTable(access, () => {
      throw new Error('the emulator takes no Entra credential');
    }),
  );
  const ports = { store, clock: () => new Date(), publisher: noopPublisher };
  await carryOut(ports, videoId, await store.readVideo(videoId), at);
}
