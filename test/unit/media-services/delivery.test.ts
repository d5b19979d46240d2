import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDeliverDue, type PendingEvent } from '../../../local/media-services/events/delivery.js';
import { afterAttempt, type Answer } from '../../../local/media-services/events/retry-schedule.js';
import type { JsonFolder } from '../../../local/media-services/store/json-folder.js';

const folder = mkdtempSync(join(tmpdir(), 'stillframe-delivery-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function memoryFolder<T>(): JsonFolder<T> {
  const records = new Map<string, T>();
  return {
    get: (key) => records.get(key),
    values: () => [...records.values()],
    save: (key, value) => Promise.resolve(void records.set(key, value)),
    remove: (key) => Promise.resolve(void records.delete(key)),
  };
}

/** Delivery against a clock that only moves when it is told to, and a webhook that answers as it is told. */
function aDelivery(answer: (attempt: number) => Answer) {
  let now = Date.parse('2026-01-01T00:00:00Z');
  const began = now;
  const attempts: number[] = [];
  const pending = memoryFolder<PendingEvent>();
  const deliverDue = createDeliverDue({
    pending,
    schema: 'EventGrid',
    deadLetterFolder: folder,
    scale: 1,
    nowMs: () => now,
    log: () => undefined,
    stopped: new AbortController().signal,
    webhook: {
      name: 'test',
      validate: () => Promise.resolve(true),
      deliver: (_event, count) => {
        attempts.push((now - began) / 1_000);
        return Promise.resolve(answer(count));
      },
    },
  });
  return {
    attempts,
    async publish(id: string) {
      const event = { id, eventType: 'Microsoft.Media.JobFinished' };
      await pending.save(id, { event, order: 1, publishedMs: now, attempts: 0, dueMs: now });
    },
    async runToTheEnd() {
      for (let next = await deliverDue(); next !== undefined; next = await deliverDue()) now = next;
    },
  };
}

const letterOf = (id: string) =>
  JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8')) as Record<string, unknown>;

describe('the delivery of an event', () => {
  it('is tried again after 10 s, 30 s, 1 m, 5 m, 10 m, 30 m, 1 h, 3 h, 6 h and 12 h, and ends after a day', async () => {
    const delivery = aDelivery(() => ({ status: 500 }));
    await delivery.publish('day');
    await delivery.runToTheEnd();
    const gaps = delivery.attempts.slice(1).map((at, k) => at - (delivery.attempts[k] ?? 0));
    expect(gaps).toEqual([10, 30, 60, 300, 600, 1_800, 3_600, 10_800, 21_600, 43_200]);
    const sample = JSON.parse(
      readFileSync(join(__dirname, '../../fixtures/events/other/deadletter.eventgrid.docs.json'), 'utf8'),
    ) as object;
    const letter = letterOf('day');
    expect(letter).toMatchObject({
      deadLetterReason: 'TimeToLiveExceeded',
      deliveryAttempts: 11,
      lastDeliveryOutcome: '500',
    });
    expect(Object.keys(sample)).toEqual(expect.arrayContaining(Object.keys(letter)));
  });

  it('stops at the first success', async () => {
    const delivery = aDelivery((attempt) => (attempt < 3 ? { failure: 'SocketError' } : { status: 202 }));
    await delivery.publish('third');
    await delivery.runToTheEnd();
    expect(delivery.attempts).toEqual([0, 10, 40]);
    expect(readdirSync(folder)).not.toContain('third.json');
  });

  it.each([400, 401, 403, 413])('is not tried again after a %i', async (status) => {
    const delivery = aDelivery(() => ({ status }));
    await delivery.publish(`no-${status}`);
    await delivery.runToTheEnd();
    expect(delivery.attempts).toHaveLength(1);
    expect(letterOf(`no-${status}`)).toMatchObject({ deliveryAttempts: 1 });
  });
});

describe('a webhook answer', () => {
  it.each([200, 201, 202, 203, 204])('of %i is success', (status) => {
    expect(afterAttempt({ status }, 1, 0, 1).next).toBe('delivered');
  });

  it.each([205, 302, 404, 408, 429, 503])('of %i is a failure', (status) => {
    expect(afterAttempt({ status }, 1, 0, 1).next).toBe('retry');
  });

  it('is the last one after thirty attempts', () => {
    expect(afterAttempt({ status: 404 }, 30, 0, 1)).toMatchObject({
      reason: 'MaxDeliveryAttemptsExceeded',
      outcome: 'NotFound',
    });
  });

  it('is waited for in scaled time', () => {
    expect(afterAttempt({ status: 503 }, 1, 0, 0.01)).toMatchObject({ next: 'retry', afterMs: 100 });
  });
});
