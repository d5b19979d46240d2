import { Failure } from '../../../src/application/failure.js';
import { pendingOfTombstone } from '../../../src/domain/publication.js';
import { beforeWrites } from '../../fakes.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { permutations } from '../recording/final-rows.js';
import { aPublisher, finished } from './publisher.js';

/** Use cases that are killed at one of their writes and publications: nothing that they try after it is done. */
function aKillable() {
  const memory = createMemoryStore();
  const life = { steps: 0, end: Infinity };
  const step = () => (life.steps++ < life.end ? Promise.resolve() : Promise.reject(new Error('killed')));
  const outbox = { ...memory.outbox };
  memory.outbox = {
    ...memory.outbox,
    put: async (...args) => {
      await step();
      return outbox.put(...args);
    },
    remove: async (...args) => {
      await step();
      return outbox.remove(...args);
    },
  };
  const publisher = aPublisher({ memory, store: beforeWrites(memory, step) });
  publisher.state.before = step;
  return {
    ...publisher,
    killAt: (end: number) => Object.assign(life, { steps: 0, end }),
    /** Lets the timer run once in a new life; true when nothing had been killed. */
    revive: async () => {
      const wasAlive = life.steps <= life.end;
      life.end = Infinity;
      publisher.wait(6);
      await publisher.retry();
      return wasAlive;
    },
  };
}

describe('an invocation that is killed at any of its steps', () => {
  it('while it records, is made good by the timer alone', async () => {
    const seen = new Set<string>();
    for (let at = 0, isOver = false; !isOver; at++) {
      const { killAt, receive, revive, record, published, hasPending, inOutbox } = aKillable();
      killAt(at);
      await receive(finished(-5)).catch(() => undefined);
      isOver = await revive();
      const isRecorded = (await record()) !== undefined;
      expect([at, new Set(published.map(({ id }) => id)).size]).toEqual([at, Number(isRecorded)]);
      expect([at, await hasPending(), inOutbox()]).toEqual([at, false, 0]);
      seen.add(`${isRecorded ? 'recorded' : 'nothing'}, published ${published.length} times`);
    }
    expect(seen).toEqual(
      new Set(['nothing, published 0 times', 'recorded, published 1 times', 'recorded, published 2 times']),
    );
  });

  it('while it deletes, is made good by the timer alone', async () => {
    const seen = new Set<string>();
    for (let at = 0, isOver = false; !isOver; at++) {
      const { killAt, receive, deleteVideo, revive, memory, outcomes, inOutbox } = aKillable();
      await receive(finished(-5));
      killAt(at);
      await deleteVideo('v').catch(() => undefined);
      isOver = await revive();
      const stored = await memory.readTombstone('v');
      const times = outcomes().filter((one) => one === 'v deleted').length;
      expect([at, pendingOfTombstone('v', stored), inOutbox()]).toEqual([at, undefined, 0]);
      seen.add(`${stored === undefined ? 'known' : 'deleted'}, published ${times} times`);
    }
    expect(seen).toEqual(
      new Set(['known, published 0 times', 'deleted, published 1 times', 'deleted, published 2 times']),
    );
  });
});

describe('two recordings at once', () => {
  it('publish the change that is there in the end, whichever is faster', async () => {
    const memory = createMemoryStore();
    const [slow, fast] = [aPublisher({ memory }), aPublisher({ memory })];
    fast.hold(3);
    let isOvertaken = false;
    slow.state.before = async () => {
      if (isOvertaken) return;
      isOvertaken = true;
      await fast.receive(finished(-4));
    };
    await slow.receive(finished(-5));
    expect(await slow.hasPending()).toBe(false);
    expect(slow.published).toMatchObject([{ outcome: 'created' }]);
    expect(fast.published.at(-1)).toMatchObject({ manifest: (await fast.manifestsOf('v'))[0] });
  });

  it('leave the outbox row for the timer where one writes the record while the other publishes', async () => {
    const memory = createMemoryStore();
    const publishing = aPublisher({ memory });
    const without = aPublisher({ memory, hasTopic: false });
    publishing.state.before = () => without.receive(finished(-4));
    await publishing.receive(finished(-5));
    expect(publishing.inOutbox()).toBe(1);
    publishing.wait(6);
    await publishing.retry();
    expect(publishing.inOutbox()).toBe(0);
    expect(publishing.published).toHaveLength(2);
    expect(publishing.published[1]?.id).toBe(publishing.published[0]?.id);
  });

  it('of the same event publish one change', async () => {
    const memory = createMemoryStore();
    const [one, other] = [aPublisher({ memory }), aPublisher({ memory })];
    await Promise.all([one.receive(finished(-5)), other.receive(finished(-5))]);
    expect(new Set([...one.published, ...other.published].map(({ id }) => id)).size).toBe(1);
  });
});

describe('events in any order, with a topic that fails every other time', () => {
  const events = [finished(-9), finished(-5, 'w'), finished(-4), finished(-3, 'w')];

  it.each(permutations(events).map((order, i) => ({ order, i })))(
    'end with everything published: $i',
    async ({ order }) => {
      const { receive, published, state, retry, wait, inOutbox, hasPending } = aPublisher();
      state.before = () =>
        state.tried % 2 === 1 ? Promise.reject(new Failure('unavailable', 'no answer')) : Promise.resolve();
      // Event Grid delivers what failed again, after the others.
      const queue = [...order];
      for (const event of queue) await receive(event).catch(() => queue.push(event));
      wait(6);
      for (let runs = 0; runs < 2; runs++) await retry();
      expect([inOutbox(), await hasPending()]).toEqual([0, false]);
      const last = published.toSorted((one, next) => one.at.getTime() - next.at.getTime()).at(-1);
      expect(last?.videoId).toBe('w');
    },
  );
});
