import fc from 'fast-check';
import { setTimeout as wait } from 'node:timers/promises';
import type { Position, ContainerRef } from '../../../tools/backfill/checkpoint.js';
import { remaining } from '../../../tools/backfill/plan.js';
import { processContainers } from '../../../tools/backfill/process-containers.js';

const containers: ContainerRef[] = ['one', 'two'].flatMap((account) =>
  ['a', 'b', 'c', 'd', 'e'].map((container) => ({ account, container })),
);
const nameOf = ({ account, container }: ContainerRef) => `${account}/${container}`;
const BEGINNING: Position = { last: undefined, failed: [] };

interface RunOptions {
  from: Position;
  concurrency: number;
  /** How many turns of the event loop each container takes. */
  turns: (container: ContainerRef) => number;
  works: (container: ContainerRef) => boolean;
  /** The number of containers after which the run is stopped. */
  stopAfter?: number;
}

async function run({ from, concurrency, turns, works, stopAfter = Infinity }: RunOptions) {
  const stopping = new AbortController();
  const processed: string[] = [];
  const done: string[] = [];
  const positions: Position[] = [];
  await processContainers({
    ...remaining(containers, from),
    ...{ last: from.last, concurrency, signal: stopping.signal },
    process: async (container) => {
      processed.push(nameOf(container));
      if (processed.length >= stopAfter) stopping.abort();
      for (let turn = 0; turn < turns(container); turn++) await Promise.resolve();
      if (works(container)) done.push(nameOf(container));
      return works(container);
    },
    onProgress: (position) => positions.push(structuredClone(position)),
  });
  return { processed, done, position: positions.at(-1) ?? from, positions };
}

describe('a run over items', () => {
  it('processes everything once, in order', async () => {
    const { processed, position } = await run({ from: BEGINNING, concurrency: 1, turns: () => 1, works: () => true });
    expect(processed).toEqual(containers.map(nameOf));
    expect(position).toEqual({ last: containers.at(-1), failed: [] });
  });

  it('has its position at the first gap', async () => {
    const slow = (container: ContainerRef) => (nameOf(container) === 'one/b' ? 100 : 1);
    const { positions } = await run({ from: BEGINNING, concurrency: 3, turns: slow, works: () => true });
    expect(positions.slice(0, -1).every(({ last }) => last?.container === 'a' && last.account === 'one')).toBe(true);
    expect(positions.at(-1)).toEqual({ last: containers.at(-1), failed: [] });
  });

  it('processes no more at a time than allowed, and containers on a signal', async () => {
    let now = 0;
    let most = 0;
    const stopping = new AbortController();
    const processed: string[] = [];
    await processContainers({
      ...{
        retries: [],
        pending: containers,
        last: undefined,
        concurrency: 3,
        signal: stopping.signal,
        onProgress: () => undefined,
      },
      process: async (container) => {
        most = Math.max(most, ++now);
        processed.push(nameOf(container));
        if (processed.length === 5) stopping.abort();
        await wait(0);
        now -= 1;
        return true;
      },
    });
    expect(most).toBe(3);
    expect(processed).toHaveLength(5);
  });

  it('fails with the error of an item, after the items in progress', async () => {
    let ended = 0;
    const walking = processContainers({
      ...{ retries: [], pending: containers, last: undefined, concurrency: 2, signal: AbortSignal.any([]) },
      onProgress: () => (ended += 1),
      process: async (container) => {
        if (nameOf(container) === 'one/b') throw new Error('no more');
        await wait(0);
        return true;
      },
    });
    await expect(walking).rejects.toThrow('no more');
    expect(ended).toBe(1);
  });

  it('has the same result however often it is stopped: everything is processed, failures again, nothing else twice', async () => {
    const plan = fc.record({
      concurrency: fc.integer({ min: 1, max: 4 }),
      turns: fc.array(fc.nat(12), { minLength: containers.length, maxLength: containers.length }),
      failing: fc.subarray(containers.map(nameOf)),
      stopAfter: fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ concurrency, turns, failing, stopAfter }) => {
        const turnsOf = (container: ContainerRef) => turns[containers.indexOf(container)] ?? 0;
        const seen = new Map<string, number>();
        let position = BEGINNING;
        const goOn = async (works: (container: ContainerRef) => boolean, after?: number) => {
          const stop = after !== undefined && { stopAfter: after };
          const result = await run({ from: position, concurrency, turns: turnsOf, works, ...stop });
          for (const name of result.processed) seen.set(name, (seen.get(name) ?? 0) + 1);
          position = result.position;
          return result;
        };
        for (const after of stopAfter) await goOn((container) => !failing.includes(nameOf(container)), after);
        await goOn((container) => !failing.includes(nameOf(container)));
        expect(position.failed.map(nameOf).sort()).toEqual([...failing].sort());
        const healed = await goOn(() => true);
        expect(healed.processed.sort()).toEqual([...failing].sort());
        expect(position).toEqual({ last: containers.at(-1), failed: [] });
        expect([...seen.keys()].sort()).toEqual(containers.map(nameOf).sort());
        for (const [name, times] of seen) if (!failing.includes(name)) expect([name, times]).toEqual([name, 1]);
      }),
    );
  });
});

describe('the remaining items of a run', () => {
  const stop = (account: string, container: string): ContainerRef => ({ account, container });

  it('are all at the beginning, and those behind the position later', () => {
    expect(remaining(containers, BEGINNING)).toEqual({ retries: [], pending: containers });
    expect(remaining(containers, { last: stop('one', 'd'), failed: [] }).pending.map(nameOf)).toEqual([
      'one/e',
      ...containers.slice(5).map(nameOf),
    ]);
  });

  it('continue after the name of a deleted container, and leave out failures whose container is gone', () => {
    const { retries, pending } = remaining(containers, {
      last: stop('two', 'bb'),
      failed: [stop('one', 'x'), stop('one', 'c'), stop('two', 'd')],
    });
    expect(retries.map(nameOf)).toEqual(['one/c']);
    expect(pending.map(nameOf)).toEqual(['two/c', 'two/d', 'two/e']);
  });
});
