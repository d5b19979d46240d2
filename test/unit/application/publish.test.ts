import { Failure } from '../../../src/application/failure.js';
import { makeMemoryManifestStore } from '../../../src/adapters/memory/memory-manifest-store.js';
import { aJobFinished, anEventOutput, minutesAfter } from '../../builders.js';
import { aPublisher } from './publisher.js';

const finished = (minute: number, videoId = 'v') => aJobFinished({ videoId, time: minutesAfter(minute).toISOString() });
const DOWN = new Failure('unavailable', 'the topic: answered 503');

describe('what others are told', () => {
  it('is that images were created, and replaced, with what is recorded', async () => {
    const { receive, hold, told, heard, manifestsOf, debtors } = aPublisher();
    await receive(finished(-9));
    hold(3);
    await receive(finished(-5));
    expect(told()).toEqual(['v created', 'v replaced']);
    expect(heard[1]).toMatchObject({ kind: 'recorded', manifest: (await manifestsOf('v'))[0] });
    expect(debtors.all()).toEqual([]);
  });

  it('is nothing of what is unchanged, stale, or on its way', async () => {
    const { receive, hold, told, state } = aPublisher();
    await receive(finished(-5));
    for (const minute of [-5, -4, -9]) await receive(finished(minute));
    hold(3);
    await receive(finished(-8));
    await receive(aJobFinished({ videoId: 'v', outputs: [anEventOutput({ state: 'Processing' })] }));
    expect(told()).toEqual(['v created']);
    expect(state.tried).toBe(1);
  });

  it('is another change when images come back that were there before', async () => {
    const { receive, hold, heard, wait } = aPublisher();
    for (const [i, count] of [1, 3, 1, 3, 1].entries()) {
      hold(count);
      await receive(finished(i - 30));
      wait(1);
    }
    expect(heard).toHaveLength(5);
    expect(new Set(heard.map(({ id }) => id)).size).toBe(5);
  });

  it('is that a video was forgotten, once, and that it came back', async () => {
    const { receive, forget, told, wait } = aPublisher();
    await receive(finished(-5));
    expect(await forget('v')).toMatchObject({ manifests: 1 });
    expect(await forget('v')).toBeUndefined();
    expect(await forget('nobody')).toBeUndefined();
    await receive(finished(-5));
    wait(2);
    await receive(finished(1));
    expect(told()).toEqual(['v created', 'v forgotten', 'v created']);
  });

  it('is whose a location is now, and nothing of the one that lost it', async () => {
    const { receive, told, heard } = aPublisher();
    await receive(finished(-5, 'v'));
    await receive(finished(-4, 'w'));
    expect(told()).toEqual(['v created', 'w created']);
    const locations = heard.map((one) => (one.kind === 'recorded' ? one.manifest.location : undefined));
    expect(locations[0]).toEqual(locations[1]);
  });

  it('is nothing of what was there before anybody listened, until it changes', async () => {
    const store = makeMemoryManifestStore();
    await aPublisher({ store, hasTopic: false }).receive(finished(-9));
    const { receive, hold, told, sweep, debtors, wait } = aPublisher({ store });
    await receive(finished(-5));
    wait(10);
    await sweep();
    expect(told()).toEqual([]);
    hold(3);
    await receive(finished(-4));
    expect(told()).toEqual(['v replaced']);
    expect(debtors.all()).toEqual([]);
  });

  it('is nothing without a topic, and nothing is kept that would be told once there is one', async () => {
    const { store, receive, hold, forget, debtors, heard } = aPublisher({ hasTopic: false });
    await receive(finished(-9));
    hold(3);
    await receive(finished(-5));
    const { manifests } = await store.readVideo('v');
    expect(manifests).toHaveLength(1);
    expect(manifests[0]).not.toHaveProperty('outbox');
    await forget('v');
    expect(await store.readTombstone('v')).not.toHaveProperty('outbox');
    expect([debtors.all(), heard]).toEqual([[], []]);
  });
});

describe('a topic that does not answer', () => {
  it('leaves the row as it is recorded, and has the event delivered again, which publishes', async () => {
    const { receive, state, told, manifestsOf, debtors, lines } = aPublisher();
    state.failure = DOWN;
    await expect(receive(finished(-5))).rejects.toMatchObject({ code: 'not-published' });
    expect(await manifestsOf('v')).toHaveLength(1);
    expect(lines().map(({ event }) => event)).toEqual(['manifest-recorded', 'publish-failed']);
    expect(lines()[1]?.fields).toMatchObject({ videoId: 'v', code: 'unavailable', reason: DOWN.message });
    state.failure = undefined;
    await receive(finished(-5));
    expect(told()).toEqual(['v created']);
    // Who noted it may have more to tell: that is the timer's to find out.
    expect(debtors.all()).toEqual(['v']);
  });

  it('does not keep the other outputs of an event from being recorded', async () => {
    const { receive, state, manifestsOf, images } = aPublisher();
    images.containers.set('asset-11111111-1111-1111-1111-111111111111', { 'Thumbnail000001.jpg': null });
    const outputs = ['output-1', 'output-11111111-1111-1111-1111-111111111111'];
    state.failure = DOWN;
    const event = aJobFinished({ videoId: 'v', outputs: outputs.map((assetName) => anEventOutput({ assetName })) });
    await expect(receive(event)).rejects.toMatchObject({ code: 'not-published' });
    expect(await manifestsOf('v')).toHaveLength(2);
    expect(state.tried).toBe(1);
  });

  it('refuses an identity in the words for that', async () => {
    const { receive, state, lines } = aPublisher();
    state.failure = new Failure('access-denied', 'the topic: answered 401');
    await expect(receive(finished(-5))).rejects.toThrow();
    expect(lines().map(({ event }) => event)).toEqual(['manifest-recorded', 'access-denied']);
  });

  it('forgets the video all the same; the timer publishes', async () => {
    const { receive, forget, state, told, sweep, wait, debtors, lines } = aPublisher();
    await receive(finished(-5));
    state.failure = DOWN;
    expect(await forget('v')).toMatchObject({ videoId: 'v', manifests: 1 });
    expect(lines().at(-1)?.event).toBe('publish-failed');
    state.failure = undefined;
    wait(6);
    await sweep();
    expect(told()).toEqual(['v created', 'v forgotten']);
    expect(debtors.all()).toEqual([]);
  });

  it('may have heard what nobody could note: it hears the same again, by which it knows', async () => {
    const store = makeMemoryManifestStore();
    let puts = 0;
    const failing = {
      ...store,
      putManifest: (...args: Parameters<typeof store.putManifest>) =>
        ++puts === 2
          ? Promise.reject(new Failure('unavailable', 'the table: answered 503'))
          : store.putManifest(...args),
    };
    const { receive, heard } = aPublisher({ store: failing });
    await expect(receive(finished(-5))).rejects.toMatchObject({ code: 'not-published' });
    await receive(finished(-4));
    await receive(finished(-3));
    expect(heard).toHaveLength(2);
    expect(heard[1]).toMatchObject({ id: heard[0]?.id, at: heard[0]?.at });
  });

  it('hears of images that were changed back, as it may have heard that they were others', async () => {
    const store = makeMemoryManifestStore();
    const { receive, hold, state, told, wait } = aPublisher({ store });
    hold(1);
    await receive(finished(-9));
    hold(3);
    state.failure = DOWN;
    await expect(receive(finished(-8))).rejects.toThrow();
    hold(1);
    state.failure = undefined;
    wait(1);
    await receive(finished(-7));
    expect(told()).toEqual(['v created', 'v replaced']);
  });
});
