import { putManifest } from '../../memory/put-manifest.js';
import { Parser } from 'm3u8-parser';
import { aManifest, aSeries, aSprite } from '../../builders.js';
import { httpHarness } from './harness.js';

const tile = (startMs: number, x: number, y: number) => ({ startMs, endMs: startMs + 2000, x, y, width: 160, height: 90 }); // prettier-ignore
const tiles = [tile(0, 0, 0), tile(2000, 160, 0), tile(4000, 0, 90), tile(6000, 160, 90)];

async function harnessWith(parts: Parameters<typeof aManifest>[0]) {
  const harness = httpHarness();
  await putManifest(harness.store, aManifest(parts));
  const ask = async (name: 'getStoryboard' | 'getPlaylist', query = '') => {
    const answered = await harness.storyboard(name, 'video-1', { query });
    return { ...answered, unsigned: answered.body.replace(/\?[^#"\n]*/g, '?signed') };
  };
  return {
    ...harness,
    json: (query?: string) => ask('getStoryboard', query),
    playlist: (query?: string) => ask('getPlaylist', query),
  };
}

describe('GET /api/Videos/{id}/Storyboard.json', () => {
  it('lists cues in seconds, each with the part of an image that shows', async () => {
    const { json } = await harnessWith({ series: [aSeries({ ranges: [[1, 2]] })], durationMs: 7040 });
    const { status, headers, unsigned } = await json();
    expect([status, headers['Content-Type']]).toEqual([200, 'application/json']);
    expect(unsigned).toBe(
      '[{"startTime":0,"endTime":5,"text":"https://contosomedia.example/Thumbnail000001.jpg?signed#xywh=0,0,640,360"},' +
        '{"startTime":5,"endTime":7.04,"text":"https://contosomedia.example/Thumbnail000002.jpg?signed#xywh=0,0,640,360"}]',
    );
  });

  it('describes a single sheet on request', async () => {
    const { json, state } = await harnessWith({ series: [aSprite(tiles)], durationMs: 7500 });
    const { headers, unsigned } = await json('format=storyboard');
    expect(headers['Content-Type']).toBe('application/json');
    expect(unsigned).toBe(
      '{"url":"https://contosomedia.example/Sprite_000001.jpg?signed","tile_width":160,"tile_height":90,"duration":7.5,' +
        '"tiles":[{"start":0,"x":0,"y":0},{"start":2,"x":160,"y":0},{"start":4,"x":0,"y":90},{"start":6,"x":160,"y":90}]}',
    );
    expect(state.signed).toBe(1);
  });

  it('describes a single image as a sheet of one tile', async () => {
    const { json } = await harnessWith({ series: [aSeries({ ranges: [[1, 1]] })], durationMs: 3000 });
    expect((await json('format=storyboard')).json).toMatchObject({
      tile_width: 640,
      tiles: [{ start: 0, x: 0, y: 0 }],
    });
  });

  it.each([
    ['several images', [aSeries()]],
    ['several sheets', [aSprite(tiles.slice(0, 2)), aSprite(tiles.slice(2), 2)]],
    ['tiles of several widths', [aSprite([tile(0, 0, 0), { ...tile(2000, 160, 0), width: 159 }])]],
    ['tiles of several heights', [aSprite([tile(0, 0, 0), { ...tile(2000, 160, 0), height: 89 }])]],
  ])('says that %s are not one single sheet, and signs nothing', async (_, series) => {
    const { json, state, logged } = await harnessWith({ series });
    const { status, headers, json: told } = await json('format=storyboard');
    expect([status, told]).toMatchObject([
      404,
      { type: 'urn:stillframe:problem:format-not-supported', detail: expect.stringContaining('format=cues') as string },
    ]);
    expect(headers['Cache-Control']).toBe('no-store');
    expect(state.signed).toBe(0);
    expect(JSON.parse(logged[0] ?? '')).toMatchObject({ outcome: 'format-not-supported', format: 'storyboard' });
    expect((await json('format=cues')).status).toBe(200);
  });

  it('refuses an unknown format', async () => {
    const { json } = await harnessWith({});
    expect(await json('format=vtt')).toMatchObject({ status: 400, json: { errors: [{ name: 'format' }] } });
  });

  it('has an entity tag for each format', async () => {
    const { json, playlist } = await harnessWith({ series: [aSprite(tiles)] });
    const answers = [await json(), await json('format=storyboard'), await playlist(), await json('format=cues')];
    const tags = answers.map(({ headers }) => headers['ETag']);
    expect([new Set(tags).size, tags[3]]).toEqual([3, tags[0]]);
  });
});

describe('GET /api/Videos/{id}/Thumbnails.m3u8', () => {
  it('answers a playlist of images, to the byte', async () => {
    const { playlist } = await harnessWith({ series: [aSeries({ ranges: [[1, 2]] })], durationMs: 11_600 });
    const { headers, unsigned } = await playlist();
    expect(headers['Content-Type']).toBe('application/vnd.apple.mpegurl');
    expect(unsigned).toBe(
      [
        '#EXTM3U',
        '#EXT-X-VERSION:7',
        '#EXT-X-TARGETDURATION:7',
        '#EXT-X-MEDIA-SEQUENCE:0',
        '#EXT-X-PLAYLIST-TYPE:VOD',
        '#EXT-X-IMAGES-ONLY',
        '#EXTINF:5.000,',
        'https://contosomedia.example/Thumbnail000001.jpg?signed',
        '#EXTINF:6.600,',
        'https://contosomedia.example/Thumbnail000002.jpg?signed',
        '#EXT-X-ENDLIST',
        '',
      ].join('\n'),
    );
  });

  it('gives for each sheet the layout of its tiles and the duration of each', async () => {
    const sheets = [aSprite(tiles), aSprite([tile(8000, 0, 0)], 2)];
    const { playlist, state } = await harnessWith({ series: sheets, durationMs: 9000 });
    expect((await playlist()).unsigned.split('\n').slice(2)).toEqual([
      '#EXT-X-TARGETDURATION:8',
      '#EXT-X-MEDIA-SEQUENCE:0',
      '#EXT-X-PLAYLIST-TYPE:VOD',
      '#EXT-X-IMAGES-ONLY',
      '#EXTINF:8.000,',
      '#EXT-X-TILES:RESOLUTION=160x90,LAYOUT=2x2,DURATION=2',
      'https://contosomedia.example/Sprite_000001.jpg?signed',
      '#EXTINF:1.000,',
      '#EXT-X-TILES:RESOLUTION=160x90,LAYOUT=2x2,DURATION=1',
      'https://contosomedia.example/Sprite_000002.jpg?signed',
      '#EXT-X-ENDLIST',
      '',
    ]);
    expect(state.signed).toBe(2);
  });

  it('shows the first tile of a sheet until the next ones follow', async () => {
    const later = tiles.map((one) => ({ ...one, startMs: one.startMs + 1250, endMs: one.endMs + 1250 }));
    const { playlist } = await harnessWith({ series: [aSprite(later)] });
    expect((await playlist()).unsigned.split('\n').slice(6, -2)).toEqual([
      '#EXTINF:1.250,',
      '#EXT-X-TILES:RESOLUTION=160x90,LAYOUT=2x2,DURATION=1.25',
      'https://contosomedia.example/Sprite_000001.jpg?signed',
      '#EXTINF:8.000,',
      '#EXT-X-TILES:RESOLUTION=160x90,LAYOUT=2x2,DURATION=2',
      'https://contosomedia.example/Sprite_000001.jpg?signed',
    ]);
  });

  it('does not exist for tiles without a grid', async () => {
    const { playlist } = await harnessWith({ series: [aSprite([tile(0, 160, 0), tile(2000, 0, 0)])] });
    expect(await playlist()).toMatchObject({
      status: 404,
      json: { type: 'urn:stillframe:problem:format-not-supported' },
    });
  });

  it.each([
    ['images', [aSeries({ ranges: [[1, 2000]], timing: { startMs: 0, stepMs: 499 } })], 2000],
    ['sheets', [aSprite(tiles)], 1],
  ])('is read by an independent playlist parser, for %s', async (_, series, count) => {
    const { playlist } = await harnessWith({ series });
    const parser = new Parser();
    parser.push((await playlist()).body);
    parser.end();
    const { segments, targetDuration = 0, endList, playlistType, version } = parser.manifest;
    expect(segments).toHaveLength(count);
    expect([endList, playlistType, version]).toEqual([true, 'VOD', 7]);
    expect(segments.every(({ duration }) => duration > 0 && Math.round(duration) <= targetDuration)).toBe(true);
    expect(segments[0]?.uri).toMatch(/^https:\/\/contosomedia\.example\/\w+000001\.jpg\?key-1&\d+&1$/);
  });
});
