import type { OutboxIndex, OutboxKey } from '../../../src/application/publishing/ports.js';
import { createRetryPublications } from '../../../src/application/publishing/retry-publications.js';
import { minutesAfter, NOW } from '../../builders.js';
import { aLog } from '../../fakes.js';

const fail = () => Promise.reject(new Error('down'));

/** One run over so many rows of the outbox. */
async function retried(
  count: number,
  publishPending: (key: OutboxKey) => Promise<boolean>,
  { clock = () => NOW, remove = () => Promise.resolve() } = {},
) {
  const { log, lines } = aLog();
  const rows = Array.from({ length: count }, (_, i) => ({ key: { videoId: `v${i}` }, version: '' }));
  const read = (before: Date) => Promise.resolve(before.getTime() === minutesAfter(-5).getTime() ? rows : []);
  const outbox: OutboxIndex = { put: () => Promise.resolve(''), read, remove };
  await createRetryPublications({ outbox, publishPending, clock })(log);
  return lines.at(-1)?.fields;
}

describe('a run that retries publications', () => {
  it('counts what it settled, and what it left because the row changed meanwhile', async () => {
    let calls = 0;
    const publish = () => Promise.resolve(calls++ > 0);
    expect(await retried(0, publish)).toBeUndefined();
    expect(await retried(3, publish)).toEqual({ settled: 2, failed: 0, left: 1 });
    expect(await retried(1, publish)).toEqual({ settled: 1, failed: 0, left: 0 });
  });

  it('ends after twenty failures, also of removing the row', async () => {
    const expected = { settled: 0, failed: 20, left: 25 };
    expect(await retried(25, fail)).toEqual(expected);
    expect(await retried(25, () => Promise.resolve(true), { remove: fail })).toEqual(expected);
  });

  it('takes the rows in another order each time, so that those that fail leave others their turn', async () => {
    const tried = new Set<string>();
    for (let run = 0; run < 50; run++) await retried(21, (key) => (tried.add(JSON.stringify(key)), fail()));
    expect(tried.size).toBe(21);
  });

  it('begins no publication after two minutes', async () => {
    let minute = 0;
    const publish = () => Promise.resolve(++minute > 0);
    const clock = () => minutesAfter(minute);
    expect(await retried(25, publish, { clock })).toEqual({ settled: 3, failed: 0, left: 22 });
  });
});
