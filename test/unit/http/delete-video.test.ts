import { putManifest } from '../../memory/put-manifest.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { Failure } from '../../../src/application/failure.js';
import { deleteVideo } from '../../../src/functions/delete-video.js';
import { handlerOf } from '../../../src/http/http-function.js';
import { memoryApp } from '../../memory/memory-app.js';
import { aLocation, aManifest, anOutputState } from '../../builders.js';
import { ask, ON_EVERY_ANSWER, httpHarness } from './harness.js';

const KEYS = ['first-key-of-the-operators-0123456789', 'second-key-of-the-operators-012345678'];
const HEADER = 'x-stillframe-admin-key';

function aDoor(keys: readonly string[] = KEYS, store = createMemoryStore()) {
  const logged: string[] = [];
  const handle = handlerOf(deleteVideo, memoryApp({ store, settings: { ADMIN_KEYS: keys.join(',') } }));
  const deleteOne = (id: string, key?: string) =>
    ask(handle, { id }, { headers: key === undefined ? {} : { [HEADER]: key } }, logged);
  return { store, deleteOne, logged };
}

describe('DELETE /api/Videos/{id}', () => {
  it('answers 204 for a known video, and 404 for one that is unknown or already deleted', async () => {
    const { store, deleteOne, logged } = aDoor();
    await putManifest(store, aManifest());
    await store.putOutputState('video-1', anOutputState(), undefined);
    expect(await deleteOne('video-1', KEYS[0])).toEqual({
      status: 204,
      headers: { ...ON_EVERY_ANSWER, 'Cache-Control': 'no-store' },
      body: '',
      json: undefined,
    });
    for (const id of ['video-1', 'nobody']) {
      expect(await deleteOne(id, KEYS[1])).toMatchObject({
        status: 404,
        json: { type: 'urn:stillframe:problem:video-not-found' },
      });
    }
    expect(logged.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { event: 'video-deleted', videoId: 'video-1', outcome: 'deleted', manifests: 1, states: 1 },
      { event: 'video-deleted', videoId: 'video-1', outcome: 'unknown', manifests: 0, states: 0 },
      { event: 'video-deleted', videoId: 'nobody', outcome: 'unknown' },
    ]);
  });

  it('makes the video unknown, for lists and for its status', async () => {
    const { store, deleteOne } = aDoor();
    await putManifest(store, aManifest());
    const { list, status, one } = httpHarness(store);
    expect((await list('video-1')).status).toBe(200);
    await deleteOne('video-1', KEYS[0]);
    for (const answered of [await list('video-1'), await status('video-1'), await one('video-1', 'x')]) {
      expect(answered).toMatchObject({ status: 404, json: { type: 'urn:stillframe:problem:video-not-found' } });
    }
  });

  it.each([
    ['no key', KEYS, undefined],
    ['an empty key', KEYS, ''],
    ['another key', KEYS, 'another-key-of-the-operators-012345678'],
    ['the beginning of a key', KEYS, KEYS[0]?.slice(0, -1)],
    ['more than a key', KEYS, `${KEYS[0] ?? ''}x`],
    ['two keys at once', KEYS, KEYS.join(',')],
    ['any key where none is set', [], KEYS[0]],
    ['no key where none is set', [], undefined],
  ])('is 403 with %s, whether the video is known or not, and touches nothing', async (_, keys, key) => {
    const { store, deleteOne, logged } = aDoor(keys);
    await putManifest(store, aManifest());
    for (const id of ['video-1', 'nobody', '']) {
      const answered = await deleteOne(id, key);
      expect(answered).toMatchObject({ status: 403, json: { type: 'urn:stillframe:problem:forbidden', status: 403 } });
      for (const secret of KEYS) expect(answered.body + logged.join()).not.toContain(secret);
    }
    expect(await store.readVideo('video-1')).toMatchObject({ entries: [{}] });
    expect((await store.readVideo('video-1')).tombstone).toBeUndefined();
    const reason = expect.stringContaining(keys.length === 0 ? 'no admin key is set' : 'holds no admin key') as string;
    expect(JSON.parse(logged[0] ?? '')).toMatchObject({ event: 'request-refused', code: 'forbidden', reason });
  });

  it('answers 400 for an invalid id, 409 for a name of two videos, 503 when storage does not answer', async () => {
    const { store, deleteOne } = aDoor();
    expect((await deleteOne('x'.repeat(513), KEYS[0])).status).toBe(400);
    for (const videoId of ['v', 'w']) {
      const location = aLocation({ container: `asset-${videoId}` });
      await putManifest(store, aManifest({ videoId, location, source: { assetName: 'name' } }));
    }
    expect(await deleteOne('name', KEYS[0])).toMatchObject({ status: 409 });
    const down = { ...store, putTombstone: () => Promise.reject(new Failure('unavailable', 'down')) };
    expect(await aDoor(KEYS, down).deleteOne('v', KEYS[0])).toMatchObject({
      status: 503,
      headers: { 'Retry-After': '10' },
    });
  });
});
