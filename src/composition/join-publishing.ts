import type { TokenCredential } from '@azure/core-auth';
import type { TableClient } from '@azure/data-tables';
import { connectTopic } from '../adapters/event-grid/connect.js';
import { makeEventGridTopic } from '../adapters/event-grid/event-grid-topic.js';
import { createTableOutboxIndex } from '../adapters/table/table-outbox-index.js';
import type { Clock } from '../application/ports.js';
import { noopPublisher, type StartPublishing } from '../application/publishing/ports.js';
import { createPublishPending, type PublishPending } from '../application/publishing/publish-pending.js';
import { createStartPublishing } from '../application/publishing/publisher.js';
import { createRetryPublications, type RetryPublications } from '../application/publishing/retry-publications.js';
import type { RecordStore } from '../application/recording/ports.js';
import type { Config } from '../config.js';
import { countCallsTo } from '../invocation.js';

/** How subscribers learn of changes: from the invocations that make them, and from the timer. */
export interface Publishing {
  startPublishing: StartPublishing;
  publishPending: PublishPending | undefined;
  retryPublications: RetryPublications;
}

interface Parts {
  table: TableClient;
  store: RecordStore;
  credential: () => TokenCredential;
  clock: Clock;
}

/** Without a topic nothing is published, nothing is noted in a row, and no call is made. */
export function joinPublishing({ topic: access, manifests }: Readonly<Config>, parts: Parts): Publishing {
  if (access === undefined) {
    const retryPublications = () => Promise.resolve();
    return { startPublishing: () => noopPublisher, publishPending: undefined, retryPublications };
  }
  const { table, store, credential, clock } = parts;
  countCallsTo(access.endpoint, 'topic');
  // The videos of one table are one source, whichever apps, slots and regions serve them.
  const topic = makeEventGridTopic(`/stillframe/${manifests.table}`, () => connectTopic(access, credential));
  const publishPending = createPublishPending({ store, topic });
  const ports = { outbox: createTableOutboxIndex(table), publishPending, clock };
  return {
    startPublishing: createStartPublishing(ports),
    publishPending,
    retryPublications: createRetryPublications(ports),
  };
}
