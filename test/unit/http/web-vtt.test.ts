import { putManifest } from '../../memory/put-manifest.js';
import { aLocation, aManifest, anOutputState, aPoster, aSeries, aSprite } from '../../builders.js';
import { ON_EVERY_ANSWER, httpHarness } from './harness.js';

const tile = (startMs: number, endMs: number, x: number) => ({ startMs, endMs, x, y: 0, width: 160, height: 90 });
const tiles = [tile(0, 2000, 0), tile(2000, 4000, 160)];

async function harnessWith(...manifests: Parameters<typeof aManifest>[0][]) {
  const harness = httpHarness();
  for (const parts of manifests) await putManifest(harness.store, aManifest(parts));
  return { ...harness, vtt: (id: string, asking?: object) => harness.storyboard('getWebVtt', id, asking) };
}

describe('GET /api/Videos/{id}/Thumbnails.vtt', () => {
  it('answers with a cue for each image, to the byte', async () => {
    const series = [aPoster(), aSeries({ ranges: [[1, 2]], timing: { startMs: 0, stepMs: 3_661_001 } })];
    const { vtt } = await harnessWith({ series, durationMs: 360_000_007 });
    const { status, headers, body } = await vtt('video-1');
    expect(status).toBe(200);
    expect(headers).toEqual({
      ...ON_EVERY_ANSWER,
      'Content-Type': 'text/vtt',
      'Content-Length': String(Buffer.byteLength(body)),
      'Cache-Control': 'private, no-cache',
      'X-Url-Expires': expect.stringMatching(/^2026-11-20T12:[2-4]\d:\d\d\.000Z$/) as string,
      ETag: expect.stringMatching(/^"[\w-]{27}"$/) as string,
    });
    expect(body.replace(/\?[^#]*/g, '?signed')).toBe(
      [
        'WEBVTT',
        '',
        '00:00:00.000 --> 01:01:01.001',
        'https://contosomedia.example/Thumbnail000001.jpg?signed#xywh=0,0,640,360',
        '',
        '01:01:01.001 --> 100:00:00.007',
        'https://contosomedia.example/Thumbnail000002.jpg?signed#xywh=0,0,640,360',
        '',
      ].join('\n'),
    );
    expect(body).toMatch(/\?key-1&\d+&1#xywh/);
  });

  it('answers with a cue for each tile of a sprite, at the cost of one signature a sheet', async () => {
    const { vtt, state } = await harnessWith({ series: [aSeries(), aSprite(tiles)] });
    const { body } = await vtt('video-1');
    expect(body.replace(/\?[^#]*/g, '?signed').split('\n')).toEqual([
      'WEBVTT',
      '',
      '00:00:00.000 --> 00:00:02.000',
      'https://contosomedia.example/Sprite_000001.jpg?signed#xywh=0,0,160,90',
      '',
      '00:00:02.000 --> 00:00:04.000',
      'https://contosomedia.example/Sprite_000001.jpg?signed#xywh=160,0,160,90',
      '',
    ]);
    expect(state.signed).toBe(1);
  });

  it('signs ten sheets ten times for a thousand cues, and nothing when asked again', async () => {
    const sheets = Array.from(
      { length: 10 },
      (_, sheet) =>
      aSprite(Array.from({ length: 100 }, (_, i) => tile((sheet * 100 + i) * 1000, 0, i * 160)), sheet + 1), // prettier-ignore
    );
    const { vtt, state } = await harnessWith({ series: sheets });
    const first = await vtt('video-1');
    expect(first.body.match(/ --> /g)).toHaveLength(1000);
    expect(state.signed).toBe(10);
    expect(await vtt('video-1')).toEqual(first);
    expect(state.signed).toBe(10);
    const held = await vtt('video-1', { headers: { 'if-none-match': first.headers['ETag'] } });
    expect([held.status, held.body, held.headers['ETag']]).toEqual([304, '', first.headers['ETag']]);
    expect(state.signed).toBe(10);
  });

  it.each([
    ['kind=thumbnail', 'Thumbnail000001.jpg'],
    ['kind=SPRITE,Thumbnail', 'Sprite_000001.jpg'],
    ['height=300', 'Thumbnail000001.jpg'],
    ['height=50&urls=sas&ttl=3600&code=x&format=any', 'Sprite_000001.jpg'],
  ])('uses the storyboard that %s selects', async (query, name) => {
    const { vtt } = await harnessWith({ series: [aSeries(), aSprite(tiles)] });
    expect((await vtt('video-1', { query })).body).toContain(`contosomedia.example/${name}?`);
  });

  it('has an entity tag for each question and each content coding', async () => {
    const { vtt, list } = await harnessWith({ series: [aSeries(), aSprite(tiles)] });
    const queries = ['', 'kind=sprite', 'kind=thumbnail', 'height=90', 'height=300'];
    const tags = await Promise.all(queries.map(async (query) => (await vtt('video-1', { query })).headers['ETag']));
    tags.push((await list('video-1')).headers['ETag']);
    expect(new Set(tags).size).toBe(tags.length);
    const again = ['kind=Sprite', 'kind=sprite&height=090&code=x'].map((query) => vtt('video-1', { query }));
    expect((await Promise.all(again)).map(({ headers }) => headers['ETag'])[0]).toBe(tags[1]);
  });

  it('names everything wrong with a question at once', async () => {
    const { vtt } = await harnessWith({});
    const query = 'kind=face&height=0&urls=forever&ttl=1.5';
    expect(await vtt('video-1', { query })).toMatchObject({
      status: 400,
      json: { errors: [{ name: 'kind' }, { name: 'height' }, { name: 'urls' }, { name: 'ttl' }] },
    });
    expect(await vtt('video-1', { query: 'height=90&height=180' })).toMatchObject({
      status: 400,
      json: { errors: [{ name: 'height', reason: 'must be given once' }] },
    });
  });

  it('says why there is no storyboard', async () => {
    const untimed = aSeries();
    delete untimed.timing;
    const { vtt, store, wait, logged } = await harnessWith(
      { videoId: 'untimed', series: [untimed] },
      { videoId: 'empty', series: [], location: aLocation({ container: 'asset-empty' }) },
    );
    for (const id of ['pending', 'failed']) {
      await store.putOutputState(id, anOutputState({ state: id === 'failed' ? 'Error' : 'Processing' }), undefined);
    }
    const types = { nobody: 'video-not-found', empty: 'no-thumbnails', untimed: 'no-timeline' };
    for (const [id, type] of Object.entries({ ...types, pending: 'pending', failed: 'failed' })) {
      const { status, headers, json } = await vtt(id);
      expect([status, json]).toEqual([404, expect.objectContaining({ type: `urn:stillframe:problem:${type}` })]);
      expect(headers).toMatchObject({ 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' });
      expect(headers['Retry-After']).toBe(id === 'pending' ? '10' : undefined);
    }
    wait(24 * 60);
    expect((await vtt('pending')).json).toMatchObject({ type: 'urn:stillframe:problem:failed' });
    const outcomes = logged.map((line) => (JSON.parse(line) as { outcome: string }).outcome);
    expect(outcomes).toEqual(['unknown', 'no-thumbnails', 'no-timeline', 'pending', 'failed', 'failed']);
  });

  it('logs the number of cues, and never a URL', async () => {
    const harness = await harnessWith({ series: [aSprite(tiles)] });
    const { headers } = await harness.vtt('video-1');
    await harness.vtt('video-1');
    await harness.vtt('video-1', { headers: { 'if-none-match': headers['ETag'] } });
    const lines = harness.logged.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ event, outcome, format, cues, signed }) => [event, outcome, format, cues, signed])).toEqual([
      ['storyboard-answered', 'answered', 'webvtt', 2, 1],
      ['storyboard-answered', 'answered', 'webvtt', 2, 0],
      ['storyboard-answered', 'not-modified', 'webvtt', 2, 0],
    ]);
    expect(harness.logged.join()).not.toContain('http');
  });
});
