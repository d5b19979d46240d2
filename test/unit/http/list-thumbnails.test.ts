import { putManifest } from '../../memory/put-manifest.js';
import { readFileSync } from 'node:fs';
import { aLocation, aManifest, anOutputState, aPoster, aSeries, minutesAfter, NOW } from '../../builders.js';
import { ON_EVERY_ANSWER, httpHarness } from './harness.js';

async function harnessWith(...manifests: Parameters<typeof aManifest>[0][]) {
  const harness = httpHarness();
  for (const parts of manifests) await putManifest(harness.store, aManifest(parts));
  return harness;
}

describe('GET /api/Videos/{id}/Thumbnails', () => {
  it("answers a bare array of the connector's resources, exactly", async () => {
    const { list } = await harnessWith({
      series: [aPoster(), aSeries({ ranges: [[3, 3]], timing: { startMs: 1999, stepMs: 5000 } })],
    });
    const { status, headers, body } = await list('video-1');
    expect(status).toBe(200);
    expect(body.replace(/\?[^"]*/g, '')).toBe(
      '[{"ID":"2201c67241-c4bd907ba1cb8896","VideoId":"video-1","Kind":"Poster","Height":360,"Width":640,"Index":0,"Time":0,"Url":"https://contosomedia.example/Poster.jpg"},' +
        '{"ID":"2201c67241-e12dbf05-3","VideoId":"video-1","Kind":"Thumbnail","Height":360,"Width":640,"Index":3,"Time":11,"Url":"https://contosomedia.example/Thumbnail000003.jpg"}]',
    );
    expect(headers).toEqual({
      ...ON_EVERY_ANSWER,
      'Content-Type': 'application/json',
      'Content-Length': String(Buffer.byteLength(body)),
      'Cache-Control': 'private, no-cache',
      'X-Url-Expires': expect.stringMatching(/^2026-11-20T12:[2-4]\d:\d\d\.000Z$/) as string,
      ETag: expect.stringMatching(/^"[\w-]{27}"$/) as string,
    });
  });

  it("has every member of the connector's answer, under its name", async () => {
    const { list } = await harnessWith({ series: [aPoster({ height: 960 })] });
    const [old] = JSON.parse(readFileSync('test/fixtures/connector/thumbnails.response.json', 'utf8')) as Record<
      string,
      string
    >[];
    const [ours] = (await list('video-1')).json as Record<string, unknown>[];
    for (const [name, value] of Object.entries(old ?? {})) {
      if (name === 'Url') expect(ours).toHaveProperty('Url');
      else expect(String(ours?.[name])).toBe(value);
    }
  });

  it('says when its URLs end, and nothing of it where it has none', async () => {
    const { list } = await harnessWith({ series: [aPoster()] });
    expect((await list('video-1')).headers).toHaveProperty('X-Url-Expires');
    const none = await list('video-1', { query: 'kind=Sprite' });
    expect([none.json, 'X-Url-Expires' in none.headers]).toEqual([[], false]);
  });

  it('answers 404 for an unknown video', async () => {
    expect(await (await harnessWith({})).list('stranger')).toMatchObject({
      status: 404,
      json: { type: 'urn:stillframe:problem:video-not-found', status: 404, title: expect.any(String) as string },
      headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
    });
  });

  it('answers an empty array that may be cached for a video without images', async () => {
    const { status, body, headers } = await (await harnessWith({ series: [] })).list('video-1');
    expect([status, body]).toEqual([200, '[]']);
    expect(headers).toHaveProperty('ETag');
    expect(headers).not.toHaveProperty('Retry-After');
  });

  it('answers an empty array with a short cache time while a job runs, for a day at most', async () => {
    const { list, store, wait } = httpHarness();
    await store.putOutputState('video-1', anOutputState(), undefined);
    const pending = await list('video-1');
    expect([pending.status, pending.body]).toEqual([200, '[]']);
    expect(pending.headers).toEqual({
      ...ON_EVERY_ANSWER,
      'Content-Type': 'application/json',
      'Content-Length': '2',
      'Cache-Control': 'no-store',
      'Retry-After': '10',
    });
    wait(24 * 60);
    expect((await list('video-1')).headers).not.toHaveProperty('Retry-After');
  });

  it("finds a video under the names of its asset, and answers with the video's id", async () => {
    const harness = await harnessWith({});
    expect((await harness.list('output-1')).json).toMatchObject([{ VideoId: 'video-1' }, ...Array<object>(9).fill({})]);
  });

  it('prefers the video of that id to a video with that alias', async () => {
    const location = aLocation({ container: 'asset-2' });
    const harness = await harnessWith({}, { videoId: 'output-1', location, series: [] });
    expect((await harness.list('output-1')).json).toEqual([]);
  });

  it('answers 409 for an alias of several videos', async () => {
    const harness = await harnessWith({}, { videoId: 'video-2', location: aLocation({ container: 'asset-2' }) });
    expect(await harness.list('output-1')).toMatchObject({
      status: 409,
      json: { type: 'urn:stillframe:problem:ambiguous-video' },
      headers: { 'Cache-Control': 'no-store' },
    });
  });

  it.each([
    [{ id: '' }, '', ['id']],
    [{ id: 'x'.repeat(513) }, '', ['id']],
    [{ id: 'a\u0000b' }, '', ['id']],
    [{ id: 'v' }, 'limit=0', ['limit']],
    [{ id: 'v' }, 'limit=5001', ['limit']],
    [{ id: 'v' }, 'limit=1.5', ['limit']],
    [{ id: 'v' }, 'limit=', ['limit']],
    [{ id: 'v' }, 'limit=-1&continuation=' + 'x'.repeat(101), ['limit', 'continuation']],
  ])('answers one 400 that names everything wrong with %j?%.30s', async ({ id }, query, names) => {
    const { status, json, headers } = await httpHarness().list(id, { query });
    expect(status).toBe(400);
    expect(headers['Content-Type']).toBe('application/problem+json');
    const { type, errors } = json as { type: string; errors: { name: string; reason: string }[] };
    expect(type).toBe('urn:stillframe:problem:bad-request');
    expect(errors.map(({ name }) => name)).toEqual(names);
  });

  it('ignores unknown parameters', async () => {
    expect((await (await harnessWith({})).list('video-1', { query: 'code=x&__proto__=y&height=1' })).status).toBe(200);
  });

  it('signs nothing for an answer that it has in memory', async () => {
    const harness = await harnessWith({});
    const first = await harness.list('video-1');
    expect(await harness.list('video-1')).toEqual(first);
    expect(harness.state.signed).toBe(10);
  });

  it('logs the number of images and signatures, and never a URL', async () => {
    const harness = await harnessWith({});
    const { headers } = await harness.list('video-1');
    await harness.list('video-1');
    await harness.list('video-1', { headers: { 'if-none-match': headers['ETag'] ?? '' } });
    await harness.list('nobody');
    const lines = harness.logged.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ videoId, outcome, images, signed }) => [videoId, outcome, images, signed])).toEqual([
      ['video-1', 'answered', 10, 10],
      ['video-1', 'answered', 10, 0],
      ['video-1', 'not-modified', 10, 0],
      ['nobody', 'unknown', 0, 0],
    ]);
    expect(lines.every(({ event }) => event === 'thumbnails-listed')).toBe(true);
    expect(harness.logged.join()).not.toContain('http');
  });

  it('ignores states of outputs that ended', async () => {
    const { list, store } = httpHarness();
    await store.putOutputState('v', anOutputState({ state: 'Error', at: minutesAfter(-1, NOW) }), undefined);
    expect((await list('v')).headers).toHaveProperty('ETag');
  });
});
