import type { OutboxIndex } from '../../../src/application/publishing/ports.js';
import { createRetryPublications } from '../../../src/application/publishing/retry-publications.js';
import { minutesAfter, NOW } from '../../builders.js';
import { aLog } from '../../fakes.js';

/** One run over so many rows of the outbox. */
async function retried(count: number, publishPending: () => Promise<boolean>, clock = () => NOW) {
  const { log, lines } = aLog();
  const rows = Array.from({ length: count }, (_, i) => ({ key: { videoId: `v${i}` }, version: '' }));
  const read = (before: Date) => Promise.resolve(before.getTime() === minutesAfter(-5).getTime() ? rows : []);
  const outbox: OutboxIndex = { put: () => Promise.resolve(''), read, remove: () => Promise.resolve() };
  await createRetryPublications({ outbox, publishPending, clock })(log);
  return lines.at(-1)?.fields;
}

describe('a run that retries publications', () => {
  it('counts what it settled, and what it left because the row changed meanwhile', async () => {
    let calls = 0;
    expect(await retried(3, () => Promise.resolve(calls++ > 0))).toEqual({ settled: 2, failed: 0, left: 1 });
  });

  it('ends after twenty failures', async () => {
    expect(await retried(25, () => Promise.reject(new Error('down')))).toEqual({ settled: 0, failed: 20, left: 25 });
  });

  it('begins no publication after two minutes', async () => {
    let minute = 0;
    const publish = () => Promise.resolve(++minute > 0);
    expect(await retried(25, publish, () => minutesAfter(minute))).toEqual({ settled: 3, failed: 0, left: 22 });
  });
});
