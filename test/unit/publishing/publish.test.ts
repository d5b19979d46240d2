import { Failure } from '../../../src/application/failure.js';
import { tombstoneOf } from '../../../src/domain/deletion.js';
import { aJobFinished, anEventOutput, NOW } from '../../builders.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { aPublisher, finished } from './publisher.js';

const DOWN = new Failure('unavailable', 'the topic: answered 503');

describe('publishing', () => {
  it('sends that images were created and replaced, with the manifest', async () => {
    const { receive, hold, outcomes, published, manifestsOf, inOutbox } = aPublisher();
    await receive(finished(-9));
    hold(3);
    await receive(finished(-5));
    expect(outcomes()).toEqual(['v created', 'v replaced']);
    expect(published[1]).toMatchObject({ kind: 'recorded', manifest: (await manifestsOf('v'))[0] });
    expect(inOutbox()).toBe(0);
  });

  it('sends nothing of what is unchanged or not finished', async () => {
    const { receive, outcomes, state } = aPublisher();
    for (const minute of [-5, -5, -4, -9]) await receive(finished(minute));
    await receive(aJobFinished({ videoId: 'v', outputs: [anEventOutput({ state: 'Processing' })] }));
    expect(outcomes()).toEqual(['v created']);
    expect(state.tried).toBe(1);
  });

  it('gives each change an id of its own, also where earlier images come back', async () => {
    const { receive, hold, published, wait } = aPublisher();
    for (const [i, count] of [1, 3, 1, 3, 1].entries()) {
      hold(count);
      await receive(finished(i - 30));
      wait(1);
    }
    expect(new Set(published.map(({ id }) => id)).size).toBe(5);
  });

  it('sends once that a video was deleted, and that it was created again', async () => {
    const { receive, deleteVideo, outcomes, wait } = aPublisher();
    await receive(finished(-5));
    expect(await deleteVideo('v')).toMatchObject({ manifests: 1 });
    for (const id of ['v', 'nobody']) expect(await deleteVideo(id)).toBeUndefined();
    await receive(finished(-5));
    wait(2);
    await receive(finished(1));
    expect(outcomes()).toEqual(['v created', 'v deleted', 'v created']);
  });

  it('sends the new owner of a location, and nothing of the former one', async () => {
    const { receive, outcomes } = aPublisher();
    for (const [minute, videoId] of [
      [-5, 'v'],
      [-4, 'w'],
    ] as const)
      await receive(finished(minute, videoId));
    expect(outcomes()).toEqual(['v created', 'w created']);
  });

  it('sends nothing of what was recorded without a topic, until it changes', async () => {
    const memory = createMemoryStore();
    const without = aPublisher({ memory, hasTopic: false });
    await without.receive(finished(-9));
    expect([without.inOutbox(), (await without.record())?.publishedVersion]).toEqual([0, undefined]);
    const { receive, hold, outcomes, retry, wait } = aPublisher({ memory });
    await receive(finished(-5));
    wait(10);
    await retry();
    expect(outcomes()).toEqual([]);
    hold(3);
    await receive(finished(-4));
    expect(outcomes()).toEqual(['v replaced']);
  });

  it('keeps a change pending that an app without a topic reports again, and drops it when that app changes it', async () => {
    const memory = createMemoryStore();
    const { receive, state, hasPending } = aPublisher({ memory });
    state.failure = DOWN;
    await expect(receive(finished(-9))).rejects.toThrow();
    const without = aPublisher({ memory, hasTopic: false });
    await without.receive(finished(-5));
    expect(await hasPending()).toBe(true);
    without.hold(3);
    await without.receive(finished(-4));
    expect(await hasPending()).toBe(false);
  });

  it('sends nothing of a record whose deletion has reached it', async () => {
    const { memory, receive, deleteVideo, retry, wait, outcomes, inOutbox, state } = aPublisher();
    state.failure = DOWN;
    await expect(receive(finished(-5))).rejects.toThrow();
    await memory.putTombstone('v', { tombstone: tombstoneOf(NOW) }, undefined);
    await deleteVideo('v');
    state.failure = undefined;
    wait(6);
    await retry();
    expect([outcomes(), inOutbox()]).toEqual([[], 0]);
  });
});

describe('a topic that does not answer', () => {
  it('leaves the record as it is, and has the event delivered again, which publishes', async () => {
    const { receive, state, outcomes, manifestsOf, lines } = aPublisher();
    state.failure = DOWN;
    await expect(receive(finished(-5))).rejects.toMatchObject({ code: 'not-published', cause: DOWN });
    expect(await manifestsOf('v')).toHaveLength(1);
    expect(lines().map(({ event }) => event)).toEqual(['manifest-recorded', 'publish-failed']);
    expect(lines()[1]?.fields).toMatchObject({ code: 'unavailable', reason: DOWN.message });
    state.failure = undefined;
    await receive(finished(-5));
    expect(outcomes()).toEqual(['v created']);
  });

  it('does not keep the other outputs of an event from being recorded', async () => {
    const { receive, state, manifestsOf, images } = aPublisher();
    images.containers.set('asset-11111111-1111-1111-1111-111111111111', { 'Thumbnail000001.jpg': null });
    const outputs = ['output-1', 'output-11111111-1111-1111-1111-111111111111'];
    state.failure = DOWN;
    const event = aJobFinished({ videoId: 'v', outputs: outputs.map((assetName) => anEventOutput({ assetName })) });
    await expect(receive(event)).rejects.toMatchObject({ code: 'not-published', cause: { errors: [DOWN, DOWN] } });
    expect(await manifestsOf('v')).toHaveLength(2);
    expect(state.tried).toBe(2);
  });

  it('gets from the scan what an event could not publish', async () => {
    const { receive, scan, outcomes, state } = aPublisher();
    state.failure = DOWN;
    await expect(receive(finished(0))).rejects.toThrow();
    await expect(scan()).rejects.toThrow();
    state.failure = undefined;
    expect(await scan()).toMatchObject({ published: 1, spent: 9 });
    expect(await scan()).toMatchObject({ published: 0, spent: 6 });
    expect(outcomes()).toEqual(['v created']);
  });

  it('is logged as denied where it refuses the identity', async () => {
    const { receive, state, lines } = aPublisher();
    state.failure = new Failure('access-denied', 'the topic: answered 401');
    await expect(receive(finished(-5))).rejects.toThrow();
    expect(lines().map(({ event }) => event)).toEqual(['manifest-recorded', 'access-denied']);
  });

  it('does not fail a delete, nor the same one again; the timer publishes', async () => {
    const { receive, deleteVideo, state, outcomes, retry, wait, inOutbox } = aPublisher();
    await receive(finished(-5));
    state.failure = DOWN;
    expect(await deleteVideo('v')).toMatchObject({ videoId: 'v', manifests: 1 });
    expect(await deleteVideo('v')).toBeUndefined();
    state.failure = undefined;
    wait(6);
    await retry();
    expect(outcomes()).toEqual(['v created', 'v deleted']);
    expect(inOutbox()).toBe(0);
  });

  it('gets the same id again of a publication that could not be written down', async () => {
    const memory = createMemoryStore();
    let patches = 0;
    const patchRecord: typeof memory.patchRecord = (...args) =>
      ++patches === 1 ? Promise.reject(new Failure('unavailable', 'answered 503')) : memory.patchRecord(...args);
    const { receive, published } = aPublisher({ memory, store: { ...memory, patchRecord } });
    await expect(receive(finished(-5))).rejects.toMatchObject({ code: 'not-published' });
    for (const minute of [-4, -3]) await receive(finished(minute));
    expect(published).toHaveLength(2);
    expect(published[1]).toMatchObject({ id: published[0]?.id, at: published[0]?.at });
  });

  it('gets images that were changed back, since it may know the others', async () => {
    const { receive, hold, state, outcomes, wait } = aPublisher();
    await receive(finished(-9));
    hold(3);
    state.failure = DOWN;
    await expect(receive(finished(-8))).rejects.toThrow();
    hold(1);
    state.failure = undefined;
    wait(1);
    await receive(finished(-7));
    expect(outcomes()).toEqual(['v created', 'v replaced']);
  });
});
