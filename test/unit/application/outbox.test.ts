import { Failure } from '../../../src/application/failure.js';
import { makeMemoryManifestStore } from '../../../src/adapters/memory/memory-manifest-store.js';
import { aJobFinished, minutesAfter } from '../../builders.js';
import { aPublisher } from './publisher.js';

const finished = (minute: number, videoId = 'v') => aJobFinished({ videoId, time: minutesAfter(minute).toISOString() });
const DOWN = new Failure('unavailable', 'the topic: answered 503');

describe('a row', () => {
  it('keeps what it owes when somebody writes it who tells nobody, and owes nothing new', async () => {
    const store = makeMemoryManifestStore();
    const { receive, state } = aPublisher({ store });
    state.failure = DOWN;
    await expect(receive(finished(-9))).rejects.toThrow();
    const silent = aPublisher({ store, hasTopic: false });
    await silent.receive(finished(-5));
    const owed = (await store.readVideo('v')).manifests[0];
    expect(owed?.outbox?.publishedVersion).toBe('');
    silent.hold(3);
    await silent.receive(finished(-4));
    expect((await store.readVideo('v')).manifests[0]).not.toHaveProperty('outbox');
  });

  it('that was told of is not told again by a build that has other versions', async () => {
    const store = makeMemoryManifestStore();
    const { receive, told } = aPublisher({ store });
    await receive(finished(-9));
    const [row] = (await store.readVideo('v')).manifests;
    const earlier = {
      ...row,
      contentVersion: 'by another build',
      outbox: { ...row?.outbox, publishedVersion: 'by another build' },
    };
    const reading = { ...store, readVideo: async () => ({ ...(await store.readVideo('v')), manifests: [earlier] }) };
    await aPublisher({ store: reading as typeof store }).receive(finished(-5));
    expect((await store.readVideo('v')).manifests[0]?.manifest.recordedAt).toEqual(minutesAfter(-5));
    await receive(finished(-4));
    expect(told()).toEqual(['v created']);
  });

  it('is not told of while a forgetting that covers it has not come to it', async () => {
    const { store, receive, sweep, wait, told, debtors, state } = aPublisher();
    state.failure = DOWN;
    await expect(receive(finished(-5))).rejects.toThrow();
    await store.putTombstone('v', { forgottenAt: minutesAfter(0), expiresAt: minutesAfter(9) }, undefined);
    state.failure = undefined;
    wait(6);
    await sweep();
    expect([told(), debtors.all()]).toEqual([[], []]);
  });
});
