import { makeBlobImageStore } from '../adapters/blob/blob-image-store.js';
import { makeHasContainer } from '../adapters/blob/has-container.js';
import { makeArmMediaLibrary } from '../adapters/media-services/arm-media-library.js';
import { connectMediaServices } from '../adapters/media-services/connect.js';
import { makeTableWalk } from '../adapters/table/make-table-walk.js';
import type { MediaLibrary } from '../application/ports.js';
import { loggingFailures, makeReconcileManifests } from '../application/reconcile-manifests.js';
import { makeRecordThumbnails } from '../application/record-thumbnails.js';
import type { Config } from '../config.js';
import { makeReceiveEvent } from '../events/receive-event.js';
import { countCallsTo } from '../invocation.js';
import type { Plumbing } from './plumbing.js';

/** The rooms that record, and the walk that looks after what is recorded. */
export function joinEvents(config: Readonly<Config>, plumbing: Plumbing) {
  const { accounts, table, store, clock, telling } = plumbing;
  const library = mediaLibrary(config, plumbing);
  const { startPublishing, publishChanges } = telling;
  const images = makeBlobImageStore(accounts);
  const record = makeRecordThumbnails({ store, images, library, clock, accounts, startPublishing });
  const walking = { walk: makeTableWalk(table), hasContainer: makeHasContainer(accounts), accounts };
  const { calls } = config.reconcile;
  return {
    receiveEvent: makeReceiveEvent(record, config.events),
    reconcile: loggingFailures(makeReconcileManifests({ store, ...walking, clock, calls })),
    publishChanges,
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
