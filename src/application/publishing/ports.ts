import type { DecideContext } from '../../domain/report.js';
import type { Publication } from '../../domain/publication.js';
import type { Log } from '../../telemetry/log-events.js';

/** Where subscribers listen. Throws a `Failure`; a publication that it took may be sent again, with the same id. */
export type Topic = (publication: Publication) => Promise<void>;

/** What may have to be published: a location by its hash, or the deletion of a video. */
export type OutboxKey = { location: string } | { videoId: string };

export interface OutboxRow {
  key: OutboxKey;
  /** Changes whenever the row is written again. */
  version: string;
}

/**
 * Rows of what may have to be published. A row is written before the change and removed after the publication: so whatever
 * is interrupted is on the list.
 */
export interface OutboxIndex {
  put(key: OutboxKey, since: Date): Promise<string>;
  /** Rows written before a time, or as many of them as one call gives. */
  read(before: Date): Promise<OutboxRow[]>;
  /** Unless it was written again meanwhile. */
  remove(row: OutboxRow): Promise<void>;
}

/** The publications of one invocation. */
export interface ChangePublisher {
  /** How `decide` treats changes: to be published, not published, or as published already. */
  mode: DecideContext['publishing'];
  /** Puts a row into the outbox, before the change is written. */
  enqueue(key: OutboxKey): Promise<void>;
  /** Remembers what an earlier invocation has left to publish. */
  resume(key: OutboxKey): void;
  /** Publishes all of it, now that the changes are safe. Throws `not-published` after everything was tried and logged. */
  publish(log: Log): Promise<void>;
}

export type StartPublishing = () => ChangePublisher;

/** For an app without a topic. */
export const noopPublisher: ChangePublisher = {
  mode: 'off',
  enqueue: () => Promise.resolve(),
  resume: () => undefined,
  publish: () => Promise.resolve(),
};
