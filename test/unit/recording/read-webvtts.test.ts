import { WebVttError } from '../../../src/domain/webvtt.js';
import { aRule } from '../../builders.js';
import { JPEG } from '../../fakes.js';
import { blobsOf, numbered, read, tile } from './read-blobs.js';

describe('the tiles of a sprite', () => {
  const sprite = aRule({ filenamePattern: 's{Index}.jpg', isSprite: true });

  it('come from one WebVTT over several sheets, of which the last may be lower', async () => {
    const tiles = numbered('s', 4).map((name, i) => tile(name, i * 1000));
    const blobs = { ...blobsOf(numbered('s', 4)), 's000004.jpg': { ...JPEG, height: 90 }, 's.vtt': null };
    const { series, headers } = await read(blobs, { tiles, rules: [sprite] });
    expect(
      series.map(({ height, ranges, timing, sprite: own }) => [height, ranges, timing, own?.tiles[0]?.startMs]),
    ).toEqual([
      [360, [[1, 1]], undefined, 0],
      [360, [[2, 2]], undefined, 1000],
      [360, [[3, 3]], undefined, 2000],
      [90, [[4, 4]], undefined, 3000],
    ]);
    expect(headers).toBe(2);

    // An image that no tile is on lies behind the last sheet.
    const more = await read({ ...blobs, 's000005.jpg': JPEG }, { tiles, rules: [sprite] });
    expect(more.series.map(({ height }) => height)).toEqual([360, 360, 360, 90, 360]);
  });

  it('are missing where the WebVTT is broken; the sheet stays a sprite, and the log has a line', async () => {
    const blobs = { ...blobsOf(['s000001.jpg']), 's.vtt': null };
    const { series, lines } = await read(blobs, { tiles: new WebVttError('no'), rules: [sprite] });
    expect(series).toMatchObject([{ kind: 'Sprite', timing: { startMs: 0 } }]);
    expect(series[0]).not.toHaveProperty('sprite');
    expect(lines).toEqual([['webvtt-unreadable', 's.vtt', 'no']]);
  });

  it("are missing where the WebVTT of a preset's sheet holds captions; the sheet stays a sprite, and the log has a line", async () => {
    const blobs = { ...blobsOf(['s000001.jpg']), 's.vtt': null };
    const { series, lines } = await read(blobs, { tiles: new WebVttError('words', 'captions'), rules: [sprite] });
    expect([series.map((one) => one.kind), lines]).toEqual([['Sprite'], [['webvtt-unreadable', 's.vtt', 'words']]]);
  });

  it.each([
    ['a poster', ['movie.jpg'], 'Poster'],
    ['thumbnails', numbered('movie', 2), 'Thumbnail'],
  ])('are not read from captions with the name of %s, without a line in the log', async (_, names, kind) => {
    const blobs = { ...blobsOf(names), 'movie.vtt': null };
    const { series, lines } = await read(blobs, { tiles: new WebVttError('words', 'captions') });
    expect([series.map((one) => one.kind), lines]).toEqual([[kind], []]);
  });

  it('are missing, with a line in the log, where the WebVTT is invalid', async () => {
    const { series, lines } = await read(
      { ...blobsOf(['movie.jpg']), 'movie.vtt': null },
      { tiles: new WebVttError('no') },
    );
    expect([series.map((one) => one.kind), lines]).toEqual([['Poster'], [['webvtt-unreadable', 'movie.vtt', 'no']]]);
  });

  it('are not read for the sheet of another layer', async () => {
    const rules = ['a', 'b'].map((label) => aRule({ filenamePattern: '{Label}{Index}.jpg', label, isSprite: true }));
    const blobs = { ...blobsOf(['a000001.jpg', 'b000001.jpg']), 'tiles.vtt': null };
    const { series } = await read(blobs, { tiles: [tile('a000001.jpg')], rules });
    expect(series.map((one) => [one.prefix, one.sprite?.tiles.length])).toEqual([
      ['a', 1],
      ['b', undefined],
    ]);
  });

  it('begin at the start of the preset in every layer, also where sheets are numbered across layers', async () => {
    const rules = ['a', 'b'].map((label) => aRule({ filenamePattern: '{Label}{Index}.jpg', label, isSprite: true }));
    const { series } = await read(blobsOf(['a000001.jpg', 'b000002.jpg']), { rules });
    expect(series.map(({ timing }) => timing?.startMs)).toEqual([0, 0]);

    const unlabelled = aRule({ filenamePattern: 's{Index}.jpg', isSprite: true });
    const blobs = { 's000001.jpg': JPEG, 's000002.jpg': { ...JPEG, height: 90 } };
    const both = await read(blobs, { rules: [unlabelled, unlabelled] });
    expect(both.series.map(({ height, timing }) => [height, timing?.startMs])).toEqual([
      [360, 0],
      [90, 0],
    ]);
  });

  const own = (series: Awaited<ReturnType<typeof read>>['series']) =>
    series.map(({ kind, ranges, sprite }) => [kind, ranges, sprite?.vttName, sprite?.tiles.map((one) => one.startMs)]);

  it.each([
    ['by a rule', [sprite]],
    ['by the names alone', undefined],
    ['of a preset that made others', []],
  ])('come for all sheets from a WebVTT that bears the name of the first, %s', async (_, rules) => {
    const tiles = numbered('s', 3).map((name, i) => tile(name, i * 1000));
    const blobs = { ...blobsOf(numbered('s', 4)), 's000001.vtt': null };
    const { series, vtts, lines } = await read(blobs, { tiles, ...(rules && { rules }) });
    expect(own(series)).toEqual([
      ['Sprite', [[1, 1]], 's000001.vtt', [0]],
      ['Sprite', [[2, 2]], 's000001.vtt', [1000]],
      ['Sprite', [[3, 3]], 's000001.vtt', [2000]],
      ['Sprite', [[4, 4]], undefined, undefined],
    ]);
    expect([vtts, lines]).toEqual([1, []]);
  });

  it('come from its own WebVTT where another names the sheet too', async () => {
    const blobs = { ...blobsOf(numbered('s', 3)), 's000001.vtt': null, 's000002.vtt': null };
    const tilesIn = {
      's000001.vtt': [tile('s000001.jpg', 0), tile('s000002.jpg', 1), tile('s000003.jpg', 2)],
      's000002.vtt': [tile('s000002.jpg', 10), tile('s000003.jpg', 20)],
    };
    for (const rules of [[sprite], undefined]) {
      const { series, lines } = await read(blobs, { tilesIn, ...(rules && { rules }) });
      expect(own(series)).toEqual([
        ['Sprite', [[1, 1]], 's000001.vtt', [0]],
        ['Sprite', [[2, 2]], 's000002.vtt', [10]],
        ['Sprite', [[3, 3]], 's000001.vtt', [2]],
      ]);
      expect(lines).toEqual([]);
    }
  });

  it('come from the WebVTT of a sheet of another name, where that names no existing sheet', async () => {
    const blobs = { ...blobsOf(numbered('s', 2)), 's000001.vtt': null, 's000002.vtt': null };
    const tilesIn = { 's000001.vtt': [tile('renamed.jpg', 0)], 's000002.vtt': [tile('other.jpg', 10)] };
    const { series, lines } = await read(blobs, { tilesIn, rules: [sprite] });
    expect(own(series)).toEqual([
      ['Sprite', [[1, 1]], 's000001.vtt', [0]],
      ['Sprite', [[2, 2]], 's000002.vtt', [10]],
    ]);
    expect(lines).toEqual([]);
  });

  it('that lie on no sheet are left out, and the log names the sheet without its signature', async () => {
    const tiles = [tile('s000001.jpg'), tile('https://x.example/gone.jpg?sig=secret', 1), tile('cover.jpg', 2)];
    const blobs = { ...blobsOf([...numbered('s', 2), 'cover.jpg']), 's.vtt': null };
    const { series, lines } = await read(blobs, { tiles, rules: [sprite] });
    expect(series.map((one) => one.sprite?.tiles.length)).toEqual([1, undefined]);
    const reason = "2 of its 3 cues name no sheet of its sprite; the first of them names 'gone.jpg'";
    expect(lines[0]).toEqual(['webvtt-unreadable', 's.vtt', reason]);
  });

  it('of two layers in one WebVTT are all found', async () => {
    const rules = ['a', 'b'].map((label) => aRule({ filenamePattern: '{Label}{Index}.jpg', label, isSprite: true }));
    const tiles = [tile('a000001.jpg', 0), tile('b000001.jpg', 1), tile('a000002.jpg', 2)];
    const blobs = { ...blobsOf([...numbered('a', 2), 'b000001.jpg']), 'tiles.vtt': null };
    const { series, vtts, lines } = await read(blobs, { tiles, rules });
    expect(series.map((one) => [one.prefix, one.sprite?.tiles.length])).toEqual([
      ['a', 1],
      ['a', 1],
      ['b', 1],
    ]);
    expect([vtts, lines]).toEqual([1, []]);
  });

  it('stay where the sheets of two layers with the same names have sizes in no order', async () => {
    const names = numbered('s', 4);
    const heights = [360, 90, 90, 360];
    const blobs = Object.fromEntries(names.map((name, i) => [name, { ...JPEG, height: heights[i] ?? 0 }]));
    const tiles = names.map((name, i) => tile(name, i));
    const { series } = await read({ ...blobs, 's.vtt': null }, { tiles, rules: [sprite, { ...sprite, label: 'b' }] });
    expect(series.map((one) => one.sprite?.tiles.length)).toEqual([1, 1, 1, 1]);
  });

  it.each([
    ['a WebVTT each', 101, true],
    ['one WebVTT', 101, false],
    ['a WebVTT each', 500, true],
  ])('of sheets with %s are all found, also where they are %i, beside thumbnails', async (_, count, each) => {
    const sheets = numbered('s', count);
    const vtts = each ? sheets.map((name) => name.replace('jpg', 'vtt')) : ['s.vtt'];
    const tilesIn = Object.fromEntries(vtts.map((name, i) => [name, each ? [tile(sheets[i] ?? '', i)] : []]));
    const blobs = { ...blobsOf([...sheets, ...numbered('T', 3)]), ...blobsOf(vtts, null) };
    for (const rules of [[sprite, aRule({ filenamePattern: 'T{Index}.jpg' })], undefined]) {
      const told = { tilesIn: each ? tilesIn : { 's.vtt': sheets.map((name, i) => tile(name, i)) } };
      const { series, lines, headers } = await read(blobs, { ...told, ...(rules && { rules }) });
      expect(series.filter((one) => one.kind === 'Thumbnail').map((one) => one.ranges)).toEqual([[[1, 3]]]);
      expect(series.filter((one) => one.sprite?.tiles.length === 1)).toHaveLength(count);
      expect(lines).toEqual([]);
      expect(headers).toBe(3);
    }
  });

  it('are left out past 500 WebVTT files of one sprite, with a line in the log; all else is recorded', async () => {
    const sheets = numbered('s', 501);
    const blobs = {
      ...blobsOf(sheets),
      ...blobsOf(
        sheets.map((name) => name.replace('jpg', 'vtt')),
        null,
      ),
    };
    const { series, vtts, lines } = await read(blobs, { rules: [sprite] });
    expect(series.map(({ kind, ranges, sprite: told }) => [kind, ranges, told])).toEqual([
      ['Sprite', [[1, 501]], undefined],
    ]);
    expect(vtts).toBe(0);
    const reason =
      'at most 500 WebVTT files of 8388608 bytes in all are read in a location; with this and 500 others of its sprite it would be more';
    expect(lines).toEqual([['webvtt-unreadable', 's000001.vtt', reason]]);
  });
});

describe('the sheet that an address names', () => {
  const rules = [aRule({ filenamePattern: '{Basename}-{Index}{Extension}', isSprite: true })];
  const given = async (name: string, address: string, others: readonly string[] = []) => {
    const { series, lines } = await read(
      { ...blobsOf([...others, `${name}-000001.jpg`, `${name}-000002.jpg`]), [`${name}-.vtt`]: null },
      { tiles: [1, 2].map((n) => tile(address.replace('*', `-00000${String(n)}.jpg`), n)), rules },
    );
    const own = series.filter(({ prefix }) => prefix === `${name}-`);
    return { starts: own.map((one) => one.sprite?.tiles.map(({ startMs }) => startMs)), lines };
  };

  it.each([
    ['s', 'https://x.example/c/f%2Fs*'],
    ['s', 'https://x.example/c/f%2Fs*?sig=a%2Fb/c#t'],
    ['clip #1', 'clip #1*'],
    ['clip #1', 'clip%20%231*'],
    ['clip #1', 'https://x.example/c/clip%20%231*?sv=1'],
    ['what?', 'what?*'],
    ['what?', '/c/what%3F*?sv=1'],
    ['50%', '50%25*'],
    ['50%', '50%*'],
    ['50%25', '50%25*'],
    ['50%25', '50%2525*'],
    ['100%', 'https://x.example/c/100%*?sig=x'],
    ['clip #1?', 'clip #1?*?sig=x'],
    ['名', '%E5%90%8D*'],
  ])('is %s of the location, by %s', async (name, address) => {
    expect(await given(name, address)).toEqual({ starts: [[1], [2]], lines: [] });
  });

  it('is the one that a browser would load where several match', async () => {
    const literal = ['50%25-000001.jpg', '50%25-000002.jpg'];
    expect(await given('50%', '50%25*', literal)).toEqual({ starts: [[1], [2]], lines: [] });
  });
});

describe('a WebVTT of any name, where no preset is known', () => {
  const kinds = (series: Awaited<ReturnType<typeof read>>['series']) =>
    series.map(({ kind, prefix, sprite }) => [kind, prefix, sprite?.tiles.length]);
  const cue = (address: string, startMs: number) => ({ address, startMs, endMs: startMs + 10_000 });

  it('makes sheets of the images that its tiles lie on, which are no posters and no thumbnails', async () => {
    const tiles = [tile('100p-mosaic.jpg', 5000), tile('100p-mosaic.jpg', 0)];
    const alone = await read({ ...blobsOf(['100p-mosaic.jpg']), 'thumbnails.vtt': null }, { tiles });
    expect(kinds(alone.series)).toEqual([['Sprite', '100p-mosaic.jpg', 2]]);
    expect(alone.series[0]?.sprite?.tiles.map(({ startMs }) => startMs)).toEqual([0, 5000]);
    const beside = { ...blobsOf(['100p-mosaic.jpg', 'cover.jpg', 'a/100p-mosaic.jpg']), 'thumbnails.vtt': null };
    expect(kinds((await read(beside, { tiles })).series)).toEqual([['Sprite', '100p-mosaic.jpg', 2]]);
    const lone = await read({ ...blobsOf(['100p-mosaic.jpg', 'cover.jpg']), 'thumbnails.vtt': null }, { tiles });
    expect(kinds(lone.series)).toEqual([
      ['Poster', 'cover.jpg', undefined],
      ['Sprite', '100p-mosaic.jpg', 2],
    ]);
    const mosaic1 = { ...blobsOf(['mosaic1.jpg']), 'thumbnails.vtt': null };
    expect(kinds((await read(mosaic1, { tiles: [tile('mosaic1.jpg', 0)] })).series)).toEqual([
      ['Sprite', 'mosaic1.jpg', 1],
    ]);
    const beyond = await read(
      { ...blobsOf(['own.jpg', 'x000001.jpg']), 'own.vtt': null },
      { tiles: [tile('own.jpg', 0), tile('x000001.jpg', 1)], rules: [] },
    );
    expect(kinds(beyond.series)).toEqual([
      ['Sprite', 'own.jpg', 1],
      ['Sprite', 'x', 1],
    ]);
  });

  it('leaves alone what a preset names', async () => {
    const rules = [aRule({ filenamePattern: 'T{Index}{Extension}' })];
    const blobs = { ...blobsOf([...numbered('T', 2), 'other.jpg']), 'tiles.vtt': null };
    const { series, lines } = await read(blobs, { rules, tiles: [tile('T000001.jpg', 0), tile('T000002.jpg', 1)] });
    expect(kinds(series)).toEqual([['Thumbnail', 'T', undefined]]);
    expect(lines.map(([event]) => event)).toEqual(['webvtt-unreadable', 'images-unrecognised']);
  });

  it('gives the images that it names whole their times', async () => {
    const blobs = { ...blobsOf([...numbered('clip_720-', 3), 'cover.jpg']), 'thumbnails.vtt': null };
    const tiles = numbered('clip_720-', 3).map((name, i) => cue(name, i * 10_000));
    const { series, lines } = await read(blobs, { tiles });
    expect(series).toMatchObject([{ kind: 'Thumbnail', timing: { startMs: 0, stepMs: 10_000 } }]);
    expect(lines).toEqual([['images-unrecognised', undefined, undefined]]);
    const gone = await read(blobs, { tiles: [...tiles, cue('gone.jpg', 30_000)] });
    expect(gone.lines[0]?.[2]).toBe(
      "1 of its 4 cues name no image of the location; the first of them names 'gone.jpg'",
    );
  });

  it('gives each of them its own time where they keep no even pace, and says why where it cannot', async () => {
    const names = ['shot_00010.jpg', 'shot_00025.jpg', 'shot_00200.jpg'];
    const blobs = { ...blobsOf(names), 'thumbnails.vtt': null };
    const { series } = await read(blobs, { tiles: names.map((name, i) => cue(name, [0, 20_000, 190_000][i] ?? 0)) });
    const timesByIndex = { 10: 0, 25: 20_000, 200: 190_000 };
    expect(series).toMatchObject([{ kind: 'Thumbnail', timing: { timesByIndex, source: 'webvtt' } }]);
    const against = await read(blobs, { tiles: names.toReversed().map((name, i) => cue(name, i)) });
    expect(against.series).toMatchObject([{ kind: 'Thumbnail' }]);
    expect(against.lines).toEqual([
      [
        'webvtt-unreadable',
        'thumbnails.vtt',
        'its cues give no times to the 3 images shot_*.jpg: they do not follow their numbers',
      ],
    ]);
  });

  it('keeps a broken sheet from being a poster, and says which line is no cue', async () => {
    const problem = new WebVttError('line 7: no timing', 'unreadable', ['mosaic.jpg']);
    const { series, lines } = await read({ ...blobsOf(['mosaic.jpg']), 'thumbnails.vtt': null }, { tiles: problem });
    expect(kinds(series)).toEqual([['Sprite', 'mosaic.jpg', undefined]]);
    expect(lines).toEqual([['webvtt-unreadable', 'thumbnails.vtt', 'line 7: no timing']]);
  });

  it('tells no times where all its cues stand at one moment; its sheet stays one', async () => {
    const blobs = { ...blobsOf(['mosaic.jpg']), 'thumbnails.vtt': null };
    const { series, lines } = await read(blobs, { tiles: [tile('mosaic.jpg'), tile('mosaic.jpg')] });
    expect(kinds(series)).toEqual([['Sprite', 'mosaic.jpg', undefined]]);
    expect(lines).toEqual([['webvtt-unreadable', 'thumbnails.vtt', 'all its cues stand at one moment']]);
  });

  it('loses the tiles that begin beyond its sheet, and the log says how many', async () => {
    const beyond = { ...tile('mosaic.jpg', 1000), area: { x: 640, y: 0, width: 160, height: 90 } };
    const blobs = { ...blobsOf(['mosaic.jpg']), 'thumbnails.vtt': null };
    const { series, lines } = await read(blobs, { tiles: [tile('mosaic.jpg', 0), beyond] });
    expect(kinds(series)).toEqual([['Sprite', 'mosaic.jpg', 1]]);
    expect(lines).toEqual([['webvtt-unreadable', 'thumbnails.vtt', '1 tiles lie beyond their sheet of 640x360']]);
    const none = await read(blobs, { tiles: [beyond, { ...beyond, startMs: 0 }] });
    expect(kinds(none.series)).toEqual([['Sprite', 'mosaic.jpg', undefined]]);
  });

  it('of captions is passed over, and of a run of captions one is read', async () => {
    const parts = numbered('seg-', 300).map((name) => name.replace('jpg', 'vtt'));
    const blobs = { ...blobsOf(numbered('T', 2)), ...blobsOf([...parts, 'en.vtt'], null) };
    const { series, vtts, lines } = await read(blobs, { tiles: new WebVttError('words', 'captions') });
    expect([kinds(series), vtts, lines]).toEqual([[['Thumbnail', 'T', undefined]], 2, []]);
  });

  it('that has no cue says nothing of the others of its run', async () => {
    const blobs = { ...blobsOf(['s000001.jpg', 's000002.jpg']), 's000001.vtt': null, 's000002.vtt': null };
    const tilesIn = { 's000001.vtt': new WebVttError('', 'empty'), 's000002.vtt': [tile('s000002.jpg')] };
    const { series, lines } = await read(blobs, { tilesIn });
    const ranges = series.filter(({ sprite }) => sprite !== undefined).map((one) => one.ranges);
    expect([ranges, lines]).toEqual([[[[2, 2]]], []]);
  });

  it('is not read in a folder without images, and of too many not one is, with one line in the log', async () => {
    const others = Array.from({ length: 600 }, (_, i) => `en${'x'.repeat(i)}.vtt`);
    const { vtts } = await read({ ...blobsOf(['a/T000001.jpg']), ...blobsOf(others, null) });
    expect(vtts).toBe(0);
    const many = await read(
      { ...blobsOf(['T000001.jpg']), ...blobsOf(others, null) },
      { tiles: new WebVttError('', 'captions') },
    );
    expect(many.vtts).toBe(500);
    expect(many.lines).toEqual([
      ['webvtt-unreadable', others[500], expect.stringMatching(/; it and 99 others would be more$/)],
    ]);
  });
});
