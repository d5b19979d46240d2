import { putManifest } from '../../memory/put-manifest.js';
import { aManifest, anOutputState, aPoster, aSeries } from '../../builders.js';
import { httpHarness } from './harness.js';

async function someVideo() {
  const harness = httpHarness();
  await putManifest(harness.store, aManifest({ series: [aPoster(), aSeries()] }));
  const items = (await harness.list('video-1')).json as { ID: string; Url: string }[];
  harness.state.signed = 0;
  return { ...harness, items };
}

describe('GET /api/Videos/{id}/Thumbnails/{ID}', () => {
  it('answers each item of the list, at the cost of one signature', async () => {
    const { one, items, state } = await someVideo();
    const [, , third] = items;
    const { status, json, headers } = await one('video-1', third?.ID ?? '');
    expect(status).toBe(200);
    expect(json).toEqual({ ...third, Url: expect.stringContaining('Thumbnail000002.jpg') as string });
    expect(headers).toMatchObject({ 'Content-Type': 'application/json', 'Cache-Control': 'private, no-cache' });
    expect(state.signed).toBe(1);
  });

  it('answers 304 to a caller that has its tag, and 200 to one that has another', async () => {
    const { one, items } = await someVideo();
    const etag = (await one('video-1', items[0]?.ID ?? '')).headers['ETag'] ?? '';
    const headers = { 'If-None-Match': etag };
    expect((await one('video-1', items[0]?.ID ?? '', { headers })).status).toBe(304);
    expect((await one('video-1', items[1]?.ID ?? '', { headers })).status).toBe(200);
  });

  it('distinguishes an unknown video from an unknown thumbnail', async () => {
    const { one, items } = await someVideo();
    const typeOf = async (id: string, thumbnailId: string) => {
      const { status, json } = await one(id, thumbnailId);
      return [status, (json as { type: string }).type];
    };
    expect(await typeOf('stranger', items[0]?.ID ?? '')).toEqual([404, 'urn:stillframe:problem:video-not-found']);
    expect(await typeOf('video-1', 'x')).toEqual([404, 'urn:stillframe:problem:thumbnail-not-found']);
  });
});

describe('GET /api/Videos/{id}/Status', () => {
  it('and GET of one image log their answers', async () => {
    const { one, status, items, logged } = await someVideo();
    const thumbnailId = items[0]?.ID ?? '';
    logged.length = 0;
    const { headers } = await one('video-1', thumbnailId);
    await one('video-1', thumbnailId, { headers: { 'If-None-Match': headers['ETag'] ?? '' } });
    await one('video-1', 'x'.repeat(2000));
    await status('video-1');
    await status('stranger');
    const lines = logged.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map((line) => [line['event'], line['videoId'], line['outcome']])).toEqual([
      ['thumbnail-answered', 'video-1', 'answered'],
      ['thumbnail-answered', 'video-1', 'not-modified'],
      ['thumbnail-answered', 'video-1', 'unknown'],
      ['status-answered', 'video-1', 'Completed'],
      ['status-answered', 'stranger', 'unknown'],
    ]);
    expect(lines[0]).toMatchObject({ thumbnailId });
    expect(lines[2]?.['thumbnailId']).toHaveLength(100);
  });

  it.each([
    ['Processing', { state: 'Processing' } as const, false, 1],
    ['Failed', { state: 'Error' } as const, false, 3],
    ['Failed', { at: new Date(0) }, false, 3],
    ['Completed', { state: 'Processing' } as const, true, 2],
  ])('answers %s for %j', async (name, output, isRecorded, code) => {
    const { store, status } = httpHarness();
    await store.putOutputState('video-1', anOutputState(output), undefined);
    if (isRecorded) await putManifest(store, aManifest({ series: [] }));
    const answered = await status('video-1');
    expect(answered).toMatchObject({ status: 200, headers: { 'Cache-Control': 'no-store' } });
    expect(answered.json).toEqual({
      StatusCode: code,
      Status: name,
      Message: expect.stringMatching(/^Video /) as string,
    });
    expect('Retry-After' in answered.headers).toBe(name === 'Processing');
  });

  it('answers 404 for an unknown video', async () => {
    expect(await httpHarness().status('stranger')).toMatchObject({ status: 404 });
  });
});
