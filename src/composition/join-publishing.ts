import type { TokenCredential } from '@azure/core-auth';
import type { TableClient } from '@azure/data-tables';
import { connectTopic } from '../adapters/event-grid/connect.js';
import { makeEventGridTopic } from '../adapters/event-grid/event-grid-topic.js';
import { makeTableDebtorList } from '../adapters/table/table-debtor-list.js';
import { makeStartPublishing } from '../application/make-publishing.js';
import type { Clock, ManifestStore } from '../application/ports.js';
import { makePublishChanges, type PublishChanges } from '../application/publish-changes.js';
import { makePublishOwed } from '../application/publish-owed.js';
import { nobodyListens, type StartPublishing } from '../application/publishing.js';
import type { Config } from '../config.js';
import { countCallsTo } from '../invocation.js';

/** How others are told of changes: by those who make them, and of what these have left. */
export interface Telling {
  startPublishing: StartPublishing;
  publishChanges: PublishChanges;
}

interface Parts {
  table: TableClient;
  store: ManifestStore;
  credential: () => TokenCredential;
  clock: Clock;
}

/** Without a topic nobody is told, nothing is noted in a row, and no call is made. */
export function joinPublishing({ topic: access, manifests }: Readonly<Config>, parts: Parts): Telling {
  if (access === undefined) {
    return { startPublishing: () => nobodyListens, publishChanges: () => Promise.resolve() };
  }
  const { table, store, credential, clock } = parts;
  countCallsTo(access.endpoint, 'topic');
  // The videos of one table are one source, whichever apps, slots and regions serve them.
  const topic = makeEventGridTopic(`/stillframe/${manifests.table}`, () => connectTopic(access, credential));
  const ports = { debtors: makeTableDebtorList(table), publishOwed: makePublishOwed({ store, topic }), clock };
  return { startPublishing: makeStartPublishing(ports), publishChanges: makePublishChanges(ports) };
}
