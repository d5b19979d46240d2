import { Failure } from '../failure.js';
import type { Clock } from '../clock.js';
import type { OutboxIndex, OutboxKey, StartPublishing } from './ports.js';
import { logNotPublished, type PublishPending } from './publish-pending.js';

export interface PublisherPorts {
  outbox: OutboxIndex;
  publishPending: PublishPending;
  clock: Clock;
}

/** Makes the publisher of each invocation: the outbox row comes before the change, the publication after it. */
export function createStartPublishing({ outbox, publishPending, clock }: PublisherPorts): StartPublishing {
  return () => {
    /** By key, with the version of our own outbox row; without one where an earlier invocation wrote it. */
    const pending = new Map<string, { key: OutboxKey; version: string | undefined }>();
    return {
      mode: 'on',
      enqueue: async (key) => {
        // Also where there is a row: an invocation that is about to remove it must see the new version.
        pending.set(JSON.stringify(key), { key, version: await outbox.put(key, clock()) });
      },
      resume: (key) => {
        const text = JSON.stringify(key);
        if (!pending.has(text)) pending.set(text, { key, version: undefined });
      },
      publish: async (log) => {
        const failures: unknown[] = [];
        for (const { key, version } of pending.values()) {
          try {
            const isDone = await publishPending(key, log);
            if (isDone && version !== undefined) await outbox.remove({ key, version });
          } catch (error) {
            logNotPublished(log, key, error);
            failures.push(error);
          }
        }
        if (failures.length === 0) return;
        const cause = failures.length === 1 ? failures[0] : new AggregateError(failures);
        throw new Failure('not-published', 'what is recorded could not be published', { cause });
      },
    };
  };
}

/** For a back-fill that publishes: changes go into the outbox, and the app's timer publishes them. */
export function createDeferredPublisher({ outbox, clock }: Pick<PublisherPorts, 'outbox' | 'clock'>): StartPublishing {
  return () => ({
    mode: 'on',
    enqueue: async (key) => {
      await outbox.put(key, clock());
    },
    resume: () => undefined,
    publish: () => Promise.resolve(),
  });
}
