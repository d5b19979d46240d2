import fc from 'fast-check';
import { setTimeout as wait } from 'node:timers/promises';
import type { Position, Stop } from '../../../tools/backfill/checkpoint.js';
import { remaining } from '../../../tools/backfill/plan.js';
import { walk } from '../../../tools/backfill/walk.js';

const stops: Stop[] = ['one', 'two'].flatMap((account) =>
  ['a', 'b', 'c', 'd', 'e'].map((container) => ({ account, container })),
);
const nameOf = ({ account, container }: Stop) => `${account}/${container}`;
const BEGINNING: Position = { last: undefined, failed: [] };

interface Play {
  from: Position;
  concurrency: number;
  /** How long each visit takes: in what order they end. */
  turns: (stop: Stop) => number;
  works: (stop: Stop) => boolean;
  /** Visits after which the walk is stopped. */
  stopAfter?: number;
}

async function play({ from, concurrency, turns, works, stopAfter = Infinity }: Play) {
  const stopping = new AbortController();
  const visited: string[] = [];
  const done: string[] = [];
  const positions: Position[] = [];
  await walk({
    ...remaining(stops, from),
    ...{ last: from.last, concurrency, signal: stopping.signal },
    visit: async (stop) => {
      visited.push(nameOf(stop));
      if (visited.length >= stopAfter) stopping.abort();
      for (let turn = 0; turn < turns(stop); turn++) await Promise.resolve();
      if (works(stop)) done.push(nameOf(stop));
      return works(stop);
    },
    reached: (position) => positions.push(structuredClone(position)),
  });
  return { visited, done, position: positions.at(-1) ?? from, positions };
}

describe('a run over items', () => {
  it('visits everything once, in order', async () => {
    const { visited, position } = await play({ from: BEGINNING, concurrency: 1, turns: () => 1, works: () => true });
    expect(visited).toEqual(stops.map(nameOf));
    expect(position).toEqual({ last: stops.at(-1), failed: [] });
  });

  it('has its position at the first gap', async () => {
    const slow = (stop: Stop) => (nameOf(stop) === 'one/b' ? 100 : 1);
    const { positions } = await play({ from: BEGINNING, concurrency: 3, turns: slow, works: () => true });
    expect(positions.slice(0, -1).every(({ last }) => last?.container === 'a' && last.account === 'one')).toBe(true);
    expect(positions.at(-1)).toEqual({ last: stops.at(-1), failed: [] });
  });

  it('visits no more at a time than allowed, and stops on a signal', async () => {
    let now = 0;
    let most = 0;
    const stopping = new AbortController();
    const visited: string[] = [];
    await walk({
      ...{
        again: [],
        ahead: stops,
        last: undefined,
        concurrency: 3,
        signal: stopping.signal,
        reached: () => undefined,
      },
      visit: async (stop) => {
        most = Math.max(most, ++now);
        visited.push(nameOf(stop));
        if (visited.length === 5) stopping.abort();
        await wait(0);
        now -= 1;
        return true;
      },
    });
    expect(most).toBe(3);
    expect(visited).toHaveLength(5);
  });

  it('fails with the error of a visit, after the visits in progress', async () => {
    let ended = 0;
    const walking = walk({
      ...{ again: [], ahead: stops, last: undefined, concurrency: 2, signal: AbortSignal.any([]) },
      reached: () => (ended += 1),
      visit: async (stop) => {
        if (nameOf(stop) === 'one/b') throw new Error('no more');
        await wait(0);
        return true;
      },
    });
    await expect(walking).rejects.toThrow('no more');
    expect(ended).toBe(1);
  });

  it('has the same result however often it is stopped: everything is visited, failures again, nothing else twice', async () => {
    const plan = fc.record({
      concurrency: fc.integer({ min: 1, max: 4 }),
      turns: fc.array(fc.nat(12), { minLength: stops.length, maxLength: stops.length }),
      failing: fc.subarray(stops.map(nameOf)),
      stopAfter: fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ concurrency, turns, failing, stopAfter }) => {
        const turnsOf = (stop: Stop) => turns[stops.indexOf(stop)] ?? 0;
        const seen = new Map<string, number>();
        let position = BEGINNING;
        const goOn = async (works: (stop: Stop) => boolean, after?: number) => {
          const run = {
            from: position,
            concurrency,
            turns: turnsOf,
            works,
            ...(after !== undefined && { stopAfter: after }),
          };
          const played = await play(run);
          for (const name of played.visited) seen.set(name, (seen.get(name) ?? 0) + 1);
          position = played.position;
          return played;
        };
        for (const after of stopAfter) await goOn((stop) => !failing.includes(nameOf(stop)), after);
        await goOn((stop) => !failing.includes(nameOf(stop)));
        expect(position.failed.map(nameOf).sort()).toEqual([...failing].sort());
        const healed = await goOn(() => true);
        expect(healed.visited.sort()).toEqual([...failing].sort());
        expect(position).toEqual({ last: stops.at(-1), failed: [] });
        expect([...seen.keys()].sort()).toEqual(stops.map(nameOf).sort());
        for (const [name, times] of seen) if (!failing.includes(name)) expect([name, times]).toEqual([name, 1]);
      }),
    );
  });
});

describe('the remaining items of a run', () => {
  const stop = (account: string, container: string): Stop => ({ account, container });

  it('are all at the beginning, and those behind the position later', () => {
    expect(remaining(stops, BEGINNING)).toEqual({ again: [], ahead: stops });
    expect(remaining(stops, { last: stop('one', 'd'), failed: [] }).ahead.map(nameOf)).toEqual([
      'one/e',
      ...stops.slice(5).map(nameOf),
    ]);
  });

  it('continue after the name of a deleted container, and leave out failures whose container is gone', () => {
    const { again, ahead } = remaining(stops, {
      last: stop('two', 'bb'),
      failed: [stop('one', 'x'), stop('one', 'c'), stop('two', 'd')],
    });
    expect(again.map(nameOf)).toEqual(['one/c']);
    expect(ahead.map(nameOf)).toEqual(['two/c', 'two/d', 'two/e']);
  });
});
