import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonFolder } from '../store/json-folder.js';
import type { EventSchema, WireEvent } from './event-schema.js';
import { afterAttempt } from './retry-schedule.js';
import type { Webhook } from './webhook.js';

/** An event that is not delivered yet. Times are milliseconds since 1970. */
export interface PendingEvent {
  readonly event: WireEvent;
  readonly order: number;
  readonly publishedMs: number;
  attempts: number;
  dueMs: number;
}

export interface DeliveryOptions {
  readonly pending: JsonFolder<PendingEvent>;
  readonly webhook: Webhook;
  readonly schema: EventSchema;
  readonly deadLetterFolder: string;
  readonly scale: number;
  readonly nowMs: () => number;
  readonly log: (line: string) => void;
  /** Aborts when the encoder stops: a delivery in progress then does not count as an attempt. */
  readonly stopped: AbortSignal;
}

const idOf = ({ event }: PendingEvent) => String(event['id']);
const typeOf = ({ event }: PendingEvent) => String(event['eventType'] ?? event['type']);

/** CloudEvents needs lower-case extension names. */
const lowerCaseKeys = (properties: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(properties).map(([key, value]) => [key.toLowerCase(), value]));

/**
 * Tries to deliver every event that is due once, in the order they were raised; resolves with the time of the next attempt,
 * or undefined when none is pending. An event is removed only after it was accepted or written as a dead letter, so it is
 * delivered at least once, also after a crash.
 */
export function createDeliverDue(options: DeliveryOptions): () => Promise<number | undefined> {
  const { pending, webhook, schema, deadLetterFolder, scale, nowMs, log, stopped } = options;

  async function deadLetter(item: PendingEvent, reason: string, outcome: string): Promise<void> {
    const properties = {
      deadLetterReason: reason,
      deliveryAttempts: item.attempts,
      lastDeliveryOutcome: outcome,
      publishTime: new Date(item.publishedMs).toISOString(),
      lastDeliveryAttemptTime: new Date(nowMs()).toISOString(),
    };
    const letter = { ...item.event, ...(schema === 'CloudEvents' ? lowerCaseKeys(properties) : properties) };
    await mkdir(deadLetterFolder, { recursive: true });
    const file = join(deadLetterFolder, `${idOf(item)}.json`);
    await writeFile(`${file}.new`, JSON.stringify(letter, undefined, 2));
    await rename(`${file}.new`, file);
    await pending.remove(idOf(item));
    log(`${typeOf(item)} ${idOf(item)} dead-lettered after ${item.attempts} attempts: ${reason}, ${outcome}`);
  }

  async function attempt(item: PendingEvent): Promise<void> {
    const answer = await webhook.deliver(item.event, item.attempts + 1);
    if (stopped.aborted) return;
    item.attempts += 1;
    const decision = afterAttempt(answer, item.attempts, nowMs() - item.publishedMs, scale);
    if (decision.next === 'delivered') {
      await pending.remove(idOf(item));
    } else if (decision.next === 'dead-letter') {
      await deadLetter(item, decision.reason, decision.outcome);
    } else {
      item.dueMs = nowMs() + decision.afterMs;
      await pending.save(idOf(item), item);
      const seconds = Math.round(decision.afterMs / 100) / 10;
      log(`${typeOf(item)} ${idOf(item)} not accepted (${decision.outcome}); again in ${seconds} s`);
    }
  }

  return async () => {
    const due = pending.values().filter(({ dueMs }) => dueMs <= nowMs());
    for (const item of due.sort((a, b) => a.order - b.order)) {
      if (!stopped.aborted) await attempt(item);
    }
    const times = pending.values().map(({ dueMs }) => dueMs);
    return times.length > 0 ? Math.min(...times) : undefined;
  };
}
