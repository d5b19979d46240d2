import { makeBlobImageStore } from '../adapters/blob/blob-image-store.js';
import { makeHasContainer } from '../adapters/blob/has-container.js';
import { makeArmMediaLibrary } from '../adapters/media-services/arm-media-library.js';
import { connectMediaServices } from '../adapters/media-services/connect.js';
import { createTableScan } from '../adapters/table/table-scan.js';
import { createScanLocations, loggingFailures } from '../application/maintenance/scan-locations.js';
import type { MediaLibrary } from '../application/ports.js';
import { createRecordThumbnails } from '../application/recording/record-thumbnails.js';
import type { Config } from '../config.js';
import { makeReceiveEvent } from '../events/receive-event.js';
import { countCallsTo, detachFromDeadline } from '../invocation.js';
import type { Plumbing } from './plumbing.js';

/** The use cases that record, and the scan that maintains what is recorded. */
export function joinEvents(config: Readonly<Config>, plumbing: Plumbing) {
  const { accounts, table, store, clock, telling } = plumbing;
  const library = mediaLibrary(config, plumbing);
  const { startPublishing, publishPending, retryPublications } = telling;
  const images = makeBlobImageStore(accounts);
  const recording = { store, images, library, clock, accounts, startPublishing, detach: detachFromDeadline };
  const scan = { store, scan: createTableScan(table), hasContainer: makeHasContainer(accounts), clock, accounts };
  return {
    receiveEvent: makeReceiveEvent(createRecordThumbnails(recording), config.events),
    scan: loggingFailures(createScanLocations({ ...scan, calls: config.scan.calls, startPublishing, publishPending })),
    retryPublications,
  };
}

function mediaLibrary(config: Readonly<Config>, { credential, clock }: Plumbing): MediaLibrary | undefined {
  const account = config.mediaServices;
  if (account === undefined) return undefined;
  countCallsTo(account.endpoint, 'mediaServices');
  return makeArmMediaLibrary(account, config.events.videoIdKey, () =>
    connectMediaServices({ ...account, credential, clock }),
  );
}
