import fc from 'fast-check';
import { makeMemoryManifestStore } from '../../../src/adapters/memory/memory-manifest-store.js';
import type { ManifestStore } from '../../../src/application/ports.js';
import { aJobFinished, anEventOutput, GUID, minutesAfter } from '../../builders.js';
import { aRecorder } from './recorder.js';

const [OLD, NEW, NEWEST] = ['old', 'new', 'newest'].map((name) => `${name}-${GUID}`) as [string, string, string];
const finished = (name: string, minute: number) =>
  aJobFinished({
    videoId: 'v',
    time: minutesAfter(minute).toISOString(),
    outputs: [anEventOutput({ assetName: name })],
  });
const namesIn = async (store: ManifestStore) => {
  const claims = await Promise.all([OLD, NEW, NEWEST].map((name) => store.readVideo(name)));
  return claims.map(({ aliasOf }) => aliasOf);
};

describe('a location that another asset has by now', () => {
  it('is found by that one’s name, and by the old one no more', async () => {
    const { receive, store, manifestsOf } = aRecorder({ library: undefined });
    await receive(finished(OLD, -10));
    expect(await namesIn(store)).toEqual([['v'], [], []]);
    for (const event of [finished(NEW, -5), finished(OLD, -10)]) await receive(event);
    expect(await namesIn(store)).toEqual([[], ['v'], []]);
    expect(await manifestsOf('v')).toHaveLength(1);
  });

  it('leaves no name behind that would be another video’s too', async () => {
    const { receive, forget, store } = aRecorder({ library: undefined });
    for (const event of [finished(OLD, -10), finished(NEW, -5)]) await receive(event);
    await forget('v');
    expect(await namesIn(store)).toEqual([[], [], []]);
  });

  it('keeps the name that it takes back while it loses it, call by call', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const inner = makeMemoryManifestStore();
        const { receive } = aRecorder({ library: undefined, store: inner });
        await receive(finished(OLD, -10));
        const methods = Object.entries(inner).map(([name, method]) => {
          const call = method as (...args: unknown[]) => Promise<unknown>;
          return [name, (...args: unknown[]) => scheduler.schedule(Promise.resolve()).then(() => call(...args))];
        });
        const racing = aRecorder({ library: undefined, store: Object.fromEntries(methods) as ManifestStore });
        const events = [finished(NEW, -5), finished(OLD, -2)];
        const runs = Promise.allSettled(events.map((event) => racing.receive(event)));
        await scheduler.waitFor(runs);
        for (const [i, { status }] of (await runs).entries()) if (status === 'rejected') await receive(events[i]);
        expect(await namesIn(inner)).toEqual([['v'], [], []]);
      }),
    );
  });
});
