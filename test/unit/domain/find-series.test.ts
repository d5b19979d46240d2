import { aRule } from '../../builders.js';
import { blobs, findSeries, found, namesOf, numbered } from './listings.js';

const BEST = { unit: 'best' } as const;

describe('finding series by the rules of a preset', () => {
  it('makes one series of what one pattern names, with its rule', () => {
    const rule = aRule();
    const names = numbered('Thumbnail-my clip-', '.jpg', 1, 12);
    const [series, ...more] = findSeries(blobs(...names, 'my clip_1280x720.mp4'), [rule]);
    expect(more).toEqual([]);
    expect(series).toEqual({
      kind: 'Thumbnail',
      rule,
      names: { prefix: 'Thumbnail-my clip-', suffix: '.jpg', indexDigits: 6, ranges: [[1, 12]] },
    });
  });

  it.each([
    ['{Basename}_{Index}{Extension}', 'VID_20200323_111446_000001.jpg'],
    ['Thumbnail_{Index}{Extension}', 'Thumbnail_000001.jpg'],
    ['Thumbnail-{Basename}-{Label}-{Index}{Extension}', 'Thumbnail-x--000001.jpg'],
    ['{Basename}_{Resolution}_{Index}{Extension}', 'clip_1280x720_000001.jpg'],
    ['{Basename}_{Resolution}_{Index}{Extension}', 'clip__000001.jpg'],
    ['{Basename}_{Bitrate}{Codec}{Index}{Extension}', 'clip_000001.jpg'],
    ['{basename}-{INDEX}{extension}', 'Ünïcode 名前 # 100%.v2-000001.jpg'],
    ['{Basename}-{Index}.jpg', 'a+b(c)[d]{e}$^|?*.-000001.jpg'],
    ['{constructor}T-{Index}{Extension}', 'T-000001.jpg'],
  ])('reads %s in %s', (filenamePattern, name) => {
    expect(found([name], [aRule({ filenamePattern })])).toEqual([['Thumbnail', name]]);
  });

  it('reads regular expression characters of a label as text', () => {
    const rules = [aRule({ filenamePattern: '{Label}-{Index}{Extension}', label: '50%.*(big)+$' })];
    expect(found(['50%.*(big)+$-000001.jpg', '50%xx(big)-000001.jpg'], rules)[0]).toEqual([
      'Thumbnail',
      '50%.*(big)+$-000001.jpg',
    ]);
  });

  it('tells layers by their labels', () => {
    const filenamePattern = 'Thumbnail-{Basename}-{Label}-{Index}{Extension}';
    const rules = ['50perc', '30perc'].map((label) => aRule({ filenamePattern, label }));
    const names = [...numbered('Thumbnail-x-30perc-', '.jpg', 1, 2), ...numbered('Thumbnail-x-50perc-', '.jpg', 1, 2)];
    const series = findSeries(blobs(...names), rules);
    expect(series.map((one) => [one.rule?.label, ...namesOf(one)])).toEqual([
      ['30perc', 'Thumbnail-x-30perc-000001.jpg', 'Thumbnail-x-30perc-000002.jpg'],
      ['50perc', 'Thumbnail-x-50perc-000001.jpg', 'Thumbnail-x-50perc-000002.jpg'],
    ]);
  });

  it('prefers the pattern that names more, in any order of the preset', () => {
    const wide = aRule({ filenamePattern: '{Basename}_{Index}{Extension}' });
    const narrow = aRule({ filenamePattern: '{Basename}_LowRes_{Index}{Extension}', start: BEST });
    for (const rules of [
      [wide, narrow],
      [narrow, wide],
    ]) {
      expect(found(['x_LowRes_000001.jpg', 'x_000001.jpg'], rules).sort()).toEqual([
        ['Poster', 'x_LowRes_000001.jpg'],
        ['Thumbnail', 'x_000001.jpg'],
      ]);
    }
  });

  it('tells a JPG series from a PNG poster of the same stem', () => {
    const filenamePattern = '{Basename}-{Index}{Extension}';
    const rules = [aRule({ filenamePattern }), aRule({ filenamePattern, extension: '.png', start: BEST })];
    expect(found(['x-000001.jpg', 'x-000001.png', 'x-000002.jpg'], rules)).toEqual([
      ['Thumbnail', 'x-000001.jpg', 'x-000002.jpg'],
      ['Poster', 'x-000001.png'],
    ]);
  });

  it('keeps a series a series when it has only one image', () => {
    expect(found(['Thumbnail-x-000001.jpg'], [aRule()])).toEqual([['Thumbnail', 'Thumbnail-x-000001.jpg']]);
  });

  it('keeps folders apart', () => {
    const names = ['a/Thumbnail-x-000001.jpg', 'b/Thumbnail-x-000001.jpg'];
    expect(found(names, [aRule()])).toEqual(names.map((name) => ['Thumbnail', name]));
  });

  it('recognises the images of built-in outputs beside other rules', () => {
    expect(found(['Thumbnail000001.jpg', 'Thumbnail-x-000001.jpg'], [aRule()])).toEqual([
      ['Thumbnail', 'Thumbnail-x-000001.jpg'],
      ['Thumbnail', 'Thumbnail000001.jpg'],
    ]);
  });

  it('leaves out artwork, face crops, empty files and files that are no images', () => {
    const rest = ['cover.jpg', 'frame12.jpg', 'x_thumb000001.jpg', 'x.svg', 'x.mp4', 'transcript.vtt', 'x.jpg.json'];
    expect(findSeries([...blobs(...rest), { name: 'Thumbnail-x-000001.jpg', size: 0 }], [aRule()])).toEqual([]);
  });
});

describe('finding a sprite and its WebVTT', () => {
  const rules = [aRule({ filenamePattern: 'sprite-{Basename}-{Index}{Extension}', isSprite: true })];
  const sheet = 'sprite-x-000001.jpg';
  const vttOf = (...names: string[]) => findSeries(blobs(sheet, ...names), rules)[0]?.vttNames;

  it('takes the one of the same stem', () => {
    expect(vttOf('other.vtt', 'sprite-x-000001.vtt', 'transcript.vtt')).toEqual(['sprite-x-000001.vtt']);
  });

  it.each(['sprite-x-.vtt', 'sprite-x.vtt'])('takes the one with the name of the series, %s', (name) => {
    expect(vttOf('a.vtt', name)).toEqual([name]);
  });

  it('takes the one with the label in its name', () => {
    const labelled = [aRule({ filenamePattern: 'sprite-{Basename}-{Index}.jpg', isSprite: true, label: 'tiles' })];
    const names = blobs(sheet, 'tiles.vtt', 'en.vtt', 'deep/tiles.vtt');
    expect(findSeries(names, labelled)[0]?.vttNames).toEqual(['tiles.vtt']);
  });

  it('takes those of all labels whose layers share names', () => {
    const two = ['hi', 'lo', 'lo'].map((label) => aRule({ filenamePattern: 's{Index}.jpg', isSprite: true, label }));
    const names = blobs('s000001.jpg', 's000002.jpg', 'hi.vtt', 'lo.vtt', 'en.vtt');
    expect(findSeries(names, two).map(({ vttNames }) => vttNames)).toEqual([['hi.vtt', 'lo.vtt']]);
  });

  it('takes the only one next to it, beside a transcript', () => {
    expect(vttOf('x_sprite.vtt', 'captions/en.vtt', 'transcript.vtt')).toEqual(['x_sprite.vtt']);
  });

  it.each([
    [[]],
    [['a.vtt', 'b.vtt']],
    [['captions/sprite-x-000001.vtt']],
    [['transcript.vtt', 'deep/Transcript.VTT']],
  ])('takes none of %j', (names) => {
    expect(vttOf(...names)).toBeUndefined();
  });

  it('takes one of each sheet for one series of sheets that have their own', () => {
    const names = [...numbered('sprite-x-', '.jpg', 1, 4), 'sprite-x-000002.vtt', 'sprite-x-000003.vtt'];
    expect(findSeries(blobs(...names), rules).map((one) => [one.names.ranges, one.vttNames])).toEqual([
      [[[1, 4]], ['sprite-x-000002.vtt', 'sprite-x-000003.vtt']],
    ]);
  });
});

describe('finding series beside the files of other processors', () => {
  it('leaves out face crops, even where the pattern of the images matches them', () => {
    const wide = [aRule({ filenamePattern: '{Basename}{Index}{Extension}' })];
    expect(found(['x_thumb000001.jpg', 'x000001.jpg'], wide)).toEqual([['Thumbnail', 'x000001.jpg']]);
  });

  it('keeps images where the pattern itself ends like the name of a face crop', () => {
    const rules = [aRule({ filenamePattern: '{Basename}_thumb{Index}{Extension}' })];
    expect(found(['x_thumb000001.jpg'], rules)).toEqual([['Thumbnail', 'x_thumb000001.jpg']]);
  });
});

describe('finding the layers of a preset', () => {
  const two = (filenamePattern: string) => [aRule({ filenamePattern }), aRule({ filenamePattern })];
  const numberingOf = (names: readonly string[], filenamePattern: string) =>
    findSeries(blobs(...names), two(filenamePattern)).map((one) => [one.layers, one.numbering]);

  it('counts the layers that share names', () => {
    expect(numberingOf(['T000001.jpg', 'T000002.jpg'], 'T{Index}{Extension}')).toEqual([[2, undefined]]);
  });

  it('counts the layers whose labels are not in their names', () => {
    const rules = ['hi', 'lo'].map((label) => aRule({ filenamePattern: 'T{Index}{Extension}', label }));
    expect(findSeries(blobs('T000001.jpg', 'T000002.jpg'), rules).map(({ layers }) => layers)).toEqual([2]);
  });

  it('counts the layers of other codecs separately', () => {
    const filenamePattern = 'T{Index}{Extension}';
    const rules = [aRule({ filenamePattern }), aRule({ filenamePattern, start: BEST })];
    expect(findSeries(blobs('T000001.jpg'), rules)[0]?.layers).toBeUndefined();
  });

  it('separates layers by {Resolution}, and says whether their numbers continue', () => {
    const again = ['x_9x9_000001.jpg', 'x_9x9_000002.jpg', 'x_3x3_000001.jpg'];
    const pattern = '{Basename}_{resolution}_{Index}{Extension}';
    expect(numberingOf(again, pattern)).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
    const runningOn = ['x_9x9_000001.jpg', 'x_9x9_000003.jpg', 'x_3x3_000002.jpg', 'x_3x3_000004.jpg'];
    expect(numberingOf(runningOn, pattern)).toEqual([
      [undefined, { first: 1, stride: 2 }],
      [undefined, { first: 2, stride: 2 }],
    ]);
  });

  it('takes no folders for layers, nor codecs that share no number', () => {
    const wide = aRule({ filenamePattern: '{Basename}_{Index}{Extension}' });
    const other = aRule({ filenamePattern: 'other_{Index}{Extension}' });
    const names = ['a/x_000001.jpg', 'b/x_000002.jpg', 'other_000003.jpg'];
    expect(findSeries(blobs(...names), [wide, other]).map((one) => one.numbering)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('a series of many names', () => {
  it('stores them as one range, also past six digits', () => {
    const names = numbered('Thumbnail-x-', '.jpg', 1, 100_000);
    const series = findSeries(blobs(...names.reverse(), 'Thumbnail-x-999999.jpg', 'Thumbnail-x-1000000.jpg'), [
      aRule(),
    ]);
    expect(series.map((one) => one.names)).toEqual([
      {
        prefix: 'Thumbnail-x-',
        suffix: '.jpg',
        indexDigits: 6,
        ranges: [
          [1, 100_000],
          [999_999, 1_000_000],
        ],
      },
    ]);
  });
});
