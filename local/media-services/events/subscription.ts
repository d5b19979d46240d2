import { join } from 'node:path';
import type { Account } from '../account.js';
import { openJsonFolder } from '../store/json-folder.js';
import { createDeliverDue, type PendingEvent } from './delivery.js';
import { defaultEventTypes, toWireEvent, type EventSchema } from './event-schema.js';
import type { MediaEvent } from './media-event.js';
import { openWebhook } from './webhook.js';

/** Delivers job events to the webhook. */
export interface Subscription {
  /** Resolves when the events are on disk; they are delivered in the background. */
  publish(events: readonly MediaEvent[]): Promise<void>;
  stop(): Promise<void>;
}

export interface SubscriptionOptions {
  readonly url: string;
  readonly schema: EventSchema;
  readonly account: Account;
  readonly folder: string;
  readonly eventTypes?: readonly string[] | undefined;
  readonly scale: number;
  readonly log: (line: string) => void;
}

/** For an encoder without a webhook. */
export const noSubscription: Subscription = {
  publish: () => Promise.resolve(),
  stop: () => Promise.resolve(),
};

/** The app may start after the encoder, so the first handshakes follow each other quickly. */
const handshakeDelaysMs = [250, 500, 1_000, 2_000, 5_000];

/** Below the limit of setTimeout; the loop sleeps again if the next delivery is later. */
const maxSleepMs = 60 * 60 * 1_000;

/** Opens the subscription: after the handshake it delivers events, those of an earlier run first. */
export async function openSubscription(options: SubscriptionOptions): Promise<Subscription> {
  const { schema, account, folder, scale, log } = options;
  const types = new Set(
    (options.eventTypes ?? defaultEventTypes).map((type) => type.replace(/^Microsoft\.Media\./, '')),
  );
  const stopping = new AbortController();
  const pending = await openJsonFolder<PendingEvent>(join(folder, 'events'), log);
  const webhook = openWebhook(new URL(options.url), schema, account, stopping.signal);
  const common = { pending, webhook, schema, scale, log, stopped: stopping.signal };
  const deliverDue = createDeliverDue({ ...common, deadLetterFolder: join(folder, 'dead-letters'), nowMs: Date.now });

  let order = Math.max(0, ...pending.values().map((item) => item.order));
  let wake = () => {};
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.min(ms, maxSleepMs));
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (stopping.signal.aborted) wake();
    });

  async function loop(): Promise<void> {
    for (let tries = 0; !stopping.signal.aborted && !(await webhook.validate()); tries += 1) {
      if (tries === handshakeDelaysMs.length) log(`waiting for ${webhook.name} to accept the subscription`);
      await sleep(handshakeDelaysMs[tries] ?? 5_000);
    }
    if (!stopping.signal.aborted) log(`${webhook.name} accepted the subscription`);
    while (!stopping.signal.aborted) {
      const before = order;
      const next = await deliverDue();
      if (order === before) await sleep(next === undefined ? maxSleepMs : Math.max(0, next - Date.now()));
    }
  }
  const looping = loop().catch((error: unknown) => {
    log(`event delivery stopped: ${error instanceof Error ? error.message : String(error)}`);
  });

  return {
    async publish(events) {
      for (const event of events.filter(({ type }) => types.has('*') || types.has(type))) {
        order += 1;
        const now = Date.now();
        const item = { event: toWireEvent(event, schema, account), order, publishedMs: now, attempts: 0, dueMs: now };
        await pending.save(event.id, item);
      }
      wake();
    },
    async stop() {
      stopping.abort();
      wake();
      await looping;
    },
  };
}
