import { makeMemoryManifestStore } from '../../../src/adapters/memory/memory-manifest-store.js';
import { Failure } from '../../../src/application/failure.js';
import { owesManifest } from '../../../src/domain/outbox.js';
import { owedBy } from '../../../src/domain/publication.js';
import { aJobFinished, minutesAfter } from '../../builders.js';
import { beforeWrites } from '../../fakes.js';
import { permutations } from './final-rows.js';
import { aPublisher } from './publisher.js';

const finished = (minute: number, videoId = 'v') => aJobFinished({ videoId, time: minutesAfter(minute).toISOString() });
const KILLED = new Error('killed');

/** Rooms that can be killed at one of their writes, notes and publications: nothing that they try after it is done. */
function aMortal() {
  const store = makeMemoryManifestStore();
  const life = { steps: 0, end: Infinity };
  const step = () => (life.steps++ < life.end ? Promise.resolve() : Promise.reject(KILLED));
  const rooms = aPublisher({ store: beforeWrites(store, step) });
  const list = { ...rooms.debtors };
  rooms.debtors.note = async (...args) => {
    await step();
    return list.note(...args);
  };
  rooms.debtors.remove = async (...args) => {
    await step();
    return list.remove(...args);
  };
  rooms.state.before = step;
  return {
    ...rooms,
    store,
    killAt: (end: number) => Object.assign(life, { steps: 0, end }),
    /** Lets the timer run once in a new life; true when nothing had been killed. */
    revive: async () => {
      const wasAlive = life.steps <= life.end;
      life.end = Infinity;
      rooms.wait(6);
      await rooms.sweep();
      return wasAlive;
    },
  };
}

describe('an invocation that is killed at any of its steps', () => {
  it('while it records, is made good by the timer alone', async () => {
    const seen = new Set<string>();
    for (let at = 0, isOver = false; !isOver; at++) {
      const { killAt, receive, revive, store, heard, debtors } = aMortal();
      killAt(at);
      await receive(finished(-5)).catch(() => undefined);
      isOver = await revive();
      const records = await store.readVideo('v');
      expect([at, new Set(heard.map(({ id }) => id)).size]).toEqual([at, records.manifests.length]);
      expect([at, owedBy('v', records), debtors.all()]).toEqual([at, [], []]);
      seen.add(`${String(records.manifests.length)} there, told ${String(heard.length)} times`);
    }
    // Killed before the row was there; after it; between the publication and the note of it.
    expect(seen).toEqual(new Set(['0 there, told 0 times', '1 there, told 1 times', '1 there, told 2 times']));
  });

  it('while it forgets, is made good by the timer alone', async () => {
    const seen = new Set<string>();
    for (let at = 0, isOver = false; !isOver; at++) {
      const { killAt, receive, forget, revive, store, told, debtors } = aMortal();
      await receive(finished(-5));
      killAt(at);
      await forget('v').catch(() => undefined);
      isOver = await revive();
      const records = await store.readVideo('v');
      const times = told().filter((one) => one === 'v forgotten').length;
      expect([at, owedBy('v', records), debtors.all()]).toEqual([at, [], []]);
      seen.add(`${records.tombstone === undefined ? 'known' : 'forgotten'}, told ${String(times)} times`);
    }
    expect(seen).toEqual(new Set(['known, told 0 times', 'forgotten, told 1 times', 'forgotten, told 2 times']));
  });
});

describe('two recordings at once', () => {
  it('tell the change that is there in the end, whoever is faster', async () => {
    const store = makeMemoryManifestStore();
    const slow = aPublisher({ store });
    const fast = aPublisher({ store });
    fast.hold(3);
    let isOvertaken = false;
    slow.state.before = async () => {
      if (isOvertaken) return;
      isOvertaken = true;
      await fast.receive(finished(-4));
    };
    await slow.receive(finished(-5));
    const { manifests } = await store.readVideo('v');
    expect(manifests.map(owesManifest)).toEqual([false]);
    expect(slow.heard).toMatchObject([{ outcome: 'created' }]);
    expect(fast.heard.at(-1)).toMatchObject({ kind: 'recorded', manifest: manifests[0]?.manifest });
  });

  it('of which one writes the row while the other tells of it leave the video on the list, for the timer', async () => {
    const store = makeMemoryManifestStore();
    const telling = aPublisher({ store });
    const silent = aPublisher({ store, hasTopic: false });
    telling.state.before = () => silent.receive(finished(-4));
    await telling.receive(finished(-5));
    expect(telling.debtors.all()).toEqual(['v']);
    telling.wait(6);
    await telling.sweep();
    expect(telling.debtors.all()).toEqual([]);
    expect(telling.heard).toHaveLength(2);
    expect(telling.heard[1]?.id).toBe(telling.heard[0]?.id);
  });

  it('of the same event tell one change', async () => {
    const store = makeMemoryManifestStore();
    const [one, other] = [aPublisher({ store }), aPublisher({ store })];
    await Promise.all([one.receive(finished(-5)), other.receive(finished(-5))]);
    expect(new Set([...one.heard, ...other.heard].map(({ id }) => id)).size).toBe(1);
  });
});

describe('events in any order, with a topic that fails every other time', () => {
  const events = [finished(-9), finished(-5, 'w'), finished(-4), finished(-3, 'w')];

  it.each(permutations(events).map((order, i) => ({ order, i })))('end with everything told: $i', async ({ order }) => {
    const { receive, heard, state, sweep, wait, debtors, store } = aPublisher();
    state.before = () =>
      state.tried % 2 === 1 ? Promise.reject(new Failure('unavailable', 'no answer')) : Promise.resolve();
    // Event Grid delivers again what was not taken, after the others.
    const queue = [...order];
    for (const event of queue) await receive(event).catch(() => queue.push(event));
    wait(6);
    await sweep();
    await sweep();
    expect(debtors.all()).toEqual([]);
    for (const videoId of ['v', 'w']) expect(owedBy(videoId, await store.readVideo(videoId))).toEqual([]);
    const last = heard.toSorted((one, next) => one.at.getTime() - next.at.getTime()).at(-1);
    expect(last?.videoId).toBe('w');
  });
});
