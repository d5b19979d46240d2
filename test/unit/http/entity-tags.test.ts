import { putManifest } from '../../memory/put-manifest.js';
import { aManifest, aSeries, minutesAfter } from '../../builders.js';
import { ON_EVERY_ANSWER, httpHarness } from './harness.js';

async function someAnswered() {
  const harness = httpHarness();
  await putManifest(harness.store, aManifest());
  const etag = (await harness.list('video-1')).headers['ETag'] ?? '';
  const asked = (held: string) => harness.list('video-1', { headers: { 'If-None-Match': held } });
  return { ...harness, etag, asked, etagNow: async () => (await harness.list('video-1')).headers['ETag'] };
}

describe('the entity tag of a list', () => {
  it.each([
    ['as it was given', (etag: string) => etag],
    ['weakened on its way', (etag: string) => `W/${etag}`],
    ['among others', (etag: string) => `"x", ${etag} ,W/"y"`],
    ['as anything', () => '*'],
  ])('saves the body when the caller has it %s', async (_, held) => {
    const { asked, etag, state } = await someAnswered();
    state.signed = 0;
    const { status, body, headers } = await asked(held(etag));
    expect([status, body]).toEqual([304, '']);
    expect(headers).toEqual({
      ...ON_EVERY_ANSWER,
      'Cache-Control': 'private, no-cache',
      ETag: etag,
      'X-Url-Expires': '2026-11-20T12:24:47.000Z',
    });
    expect(state.signed).toBe(0);
  });

  it.each([
    ['another', () => '"x"'],
    ['a part of it', (etag: string) => etag.slice(0, -2) + '"'],
    ['it without quotes', (etag: string) => etag.slice(1, -1)],
    ['nothing', () => ''],
  ])('does not save the body when the caller has %s', async (_, held) => {
    const { asked, etag } = await someAnswered();
    expect((await asked(held(etag))).status).toBe(200);
  });

  it('stays the same within the signing window and changes after it', async () => {
    const { etag, etagNow, wait } = await someAnswered();
    expect(await etagNow()).toBe(etag);
    wait(20);
    expect(await etagNow()).not.toBe(etag);
  });

  it('stays the same, as the URLs do, when a row is written again without visible changes', async () => {
    const { etag, etagNow, store, list } = await someAnswered();
    const linkNow = async () => (await list('video-1', { query: 'limit=5' })).headers['Link'];
    const link = await linkNow();
    const [before] = (await store.readVideo('video-1')).entries;
    await putManifest(store, aManifest({ recordedAt: minutesAfter(1) }));
    const [after] = (await store.readVideo('video-1')).entries;
    expect(after?.version).not.toBe(before?.version);
    expect(await etagNow()).toBe(etag);
    expect(link).toMatch(/continuation/);
    expect(await linkNow()).toBe(link);
  });

  it('changes, as the window does, with a re-encode under the same names', async () => {
    const { etag, etagNow, store } = await someAnswered();
    const encodedAgain = { ...aManifest({ recordedAt: minutesAfter(1) }), modifiedMs: minutesAfter(1).getTime() };
    await putManifest(store, encodedAgain);
    expect(await etagNow()).not.toBe(etag);
  });

  it('changes with the manifest, the key and the page', async () => {
    const { etag, etagNow, state, store, list } = await someAnswered();
    expect((await list('video-1', { query: 'limit=5' })).headers['ETag']).not.toBe(etag);
    state.keyTag = 'key-2';
    const withKey = await etagNow();
    expect(withKey).not.toBe(etag);
    await putManifest(store, aManifest({ series: [aSeries({ height: 1 })] }));
    expect(await etagNow()).not.toBe(withKey);
  });
});

describe('the entity tag of a compressed list', () => {
  const tagIn = async (asked: Awaited<ReturnType<typeof someAnswered>>, coding: string) =>
    (await asked.list('video-1', { headers: { 'Accept-Encoding': coding } })).headers['ETag'] ?? '';

  it.each(['br', 'gzip'])('differs, and saves the body for a caller that accepts %s', async (coding) => {
    const answered = await someAnswered();
    const etag = await tagIn(answered, coding);
    expect(etag).toBe(answered.etag.replace(/"$/, `-${coding}"`));
    const ask = (headers: Record<string, string>) =>
      answered.list('video-1', { headers: { 'If-None-Match': `"x", ${etag}`, ...headers } });
    // Who does not say which codings it takes, takes any (RFC 9110, 12.5.3).
    for (const headers of [{ 'Accept-Encoding': coding }, { 'Accept-Encoding': 'gzip, br' }, {}]) {
      expect(await ask(headers)).toMatchObject({ status: 304, headers: { ETag: etag } });
    }
    // A cache may hold it for somebody else, and ask for a caller who cannot read it.
    expect(await ask({ 'Accept-Encoding': 'identity' })).toMatchObject({
      status: 200,
      headers: { ETag: answered.etag },
    });
  });

  it('saves the body also for a caller that has the plain one, unless it refuses that', async () => {
    const { etag, list } = await someAnswered();
    const ask = async (accepts: string) =>
      (await list('video-1', { headers: { 'If-None-Match': etag, 'Accept-Encoding': accepts } })).status;
    expect(await ask('gzip, br')).toBe(304);
    expect(await ask('gzip, identity;q=0')).toBe(200);
  });

  it('is the one that the caller prefers when it has several', async () => {
    const answered = await someAnswered();
    const held = [answered.etag, await tagIn(answered, 'gzip'), await tagIn(answered, 'br')].join(',');
    const ask = (accepts: string) =>
      answered.list('video-1', { headers: { 'If-None-Match': held, 'Accept-Encoding': accepts } });
    expect((await ask('br;q=0.5, gzip')).headers['ETag']).toMatch(/-gzip"$/);
    expect((await ask('br, gzip')).headers['ETag']).toMatch(/-br"$/);
  });
});
