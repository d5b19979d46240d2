import { findSeries } from '../../../src/domain/find-series.js';
import { blobs, found, numbered, realListing } from './listings.js';

describe('guessing series by names alone', () => {
  it('finds the poster that a built-in preset wrote', () => {
    expect(found(realListing())).toEqual([['Poster', 'Thumbnail000001.jpg']]);
    expect(found(realListing(), [])).toEqual([['Poster', 'Thumbnail000001.jpg']]);
  });

  it.each(['Poster.jpg', 'poster.PNG', 'folder/Poster.webp'])('takes %s for a poster', (name) => {
    expect(found([name, ...numbered('x_', '.jpg', 1, 2)])).toContainEqual(['Poster', name]);
  });

  it.each(['Poster.final.jpg', 'MyPoster.jpg', 'Poster.svg'])('does not take %s for a poster', (name) => {
    expect(found([name, ...numbered('x_', '.jpg', 1, 2)])).toEqual([['Thumbnail', 'x_000001.jpg', 'x_000002.jpg']]);
  });

  it('takes a lone image of any name for the poster, unless a preset is known', () => {
    expect(found(['cover.jpg', 'movie.mp4'])).toEqual([['Poster', 'cover.jpg']]);
    expect(found(['cover.jpg', 'movie.mp4'], [])).toEqual([]);
  });

  it('gives a lone encoder image its index', () => {
    expect(found(['VID_20200323_111446_000007.jpg'])).toEqual([['Poster', 'VID_20200323_111446_000007.jpg']]);
  });

  it('takes short numbers where no preset is known, from the first image on', () => {
    expect(found(['t1.jpg', 't2.jpg', 't10.jpg'])).toEqual([['Thumbnail', 't1.jpg', 't2.jpg', 't10.jpg']]);
    expect(found(['t07.jpg', 't08.jpg'])).toEqual([]);
    expect(found(['t1.jpg', 't2.jpg'], [])).toEqual([]);
  });

  it('separates names with different padding', () => {
    expect(found(['t1.jpg', 't2.jpg', 't01.jpg', 't02.jpg'])).toEqual([
      ['Thumbnail', 't1.jpg', 't2.jpg'],
      ['Thumbnail', 't01.jpg', 't02.jpg'],
    ]);
  });

  it('makes a sprite of an image with a WebVTT of the same stem', () => {
    expect(found(['ALoveStory_2007_F1_000001.jpg', 'ALoveStory_2007_F1_000001.vtt'])).toEqual([
      ['Sprite', 'ALoveStory_2007_F1_000001.jpg'],
    ]);
  });

  it('makes a sprite of images whose WebVTT has only the label in its name, as MediaKind names it, and says what they are otherwise', () => {
    const names = [...numbered('clip_small', '.jpg', 1, 2), 'clip_small.vtt'];
    expect(findSeries(blobs(...names), [])).toEqual([
      expect.objectContaining({ kind: 'Sprite', vttNames: ['clip_small.vtt'], otherwise: 'Thumbnail' }),
    ]);
    expect(findSeries(blobs('clip_small000001.jpg', 'clip_small.vtt'), undefined)).toEqual([
      expect.objectContaining({ kind: 'Sprite', vttNames: ['clip_small.vtt'], otherwise: 'Poster' }),
    ]);
  });

  it.each([
    [['movie.jpg', 'movie.vtt'], undefined, 'Poster'],
    [['Poster.jpg', 'Poster.vtt', 'x_000001.jpg'], [], 'Poster'],
    [['cover.jpg', 'cover.vtt', 'x_000001.jpg'], undefined, 'nothing'],
    [['x_000002.jpg', 'x_000002.vtt', 'x_000001.jpg'], undefined, 'Thumbnail'],
    [['x_000002.jpg', 'x_000002.vtt', 'x_000001.jpg', 'x_000001.vtt'], undefined, undefined],
    [['x_000001.jpg', 'x_000001.vtt'], [], undefined],
    [['t1.jpg', 't2.jpg', 't1.vtt'], undefined, 'Thumbnail'],
  ] as const)(
    'says which of %j, by the rules %j, are no sprite if the WebVTT holds captions: %s',
    (names, rules, kind) => {
      const sprite = findSeries(blobs(...names), rules).find((one) => one.kind === 'Sprite');
      expect(sprite?.otherwise).toBe(kind);
    },
  );

  it('leaves out artwork beside numbered images', () => {
    expect(found(['cover.jpg', 'logo.png', ...numbered('x_', '.jpg', 1, 2)])).toEqual([
      ['Thumbnail', 'x_000001.jpg', 'x_000002.jpg'],
    ]);
  });

  it('separates the layers of Media Services v2 by their resolutions', () => {
    expect(found(['clip_1280x720_000001.jpg', 'clip_640x360_000001.jpg'])).toEqual([
      ['Thumbnail', 'clip_1280x720_000001.jpg'],
      ['Thumbnail', 'clip_640x360_000001.jpg'],
    ]);
    expect(found(['Thumbnail_000001.png', 'Thumbnail_000002.png'], [])).toEqual([
      ['Thumbnail', 'Thumbnail_000001.png', 'Thumbnail_000002.png'],
    ]);
    expect(found(['clip_000001.bmp', 'clip_000002.bmp'], [])).toHaveLength(1);
  });

  it('takes the numbered images of Azure Media Encoder, and other names only for a lone image', () => {
    expect(found(['clip_1.jpg', 'clip_2.jpg', 'clip.mp4'])).toEqual([['Thumbnail', 'clip_1.jpg', 'clip_2.jpg']]);
    expect(found(['clip_1.jpg', 'clip.mp4'])).toEqual([['Poster', 'clip_1.jpg']]);
    const dated = ['clip_a_b_1_c_10-11-12.jpg', 'clip_a_b_2_c_10-11-13.jpg'];
    expect(found(dated.slice(0, 1))).toEqual([['Poster', dated[0]]]);
    expect(found(dated)).toEqual([]);
  });

  it('does not make a sprite of an image next to a transcript', () => {
    expect(found(['Thumbnail000001.jpg', 'transcript.vtt'])).toEqual([['Poster', 'Thumbnail000001.jpg']]);
  });

  it('leaves out the face crops of redaction', () => {
    expect(found(['x_thumb000001.jpg', 'x_thumb000002.jpg'])).toEqual([]);
  });

  it('gives no index for a number past exact integers', () => {
    const name = `t${'9'.repeat(20)}.jpg`;
    expect(found([name])).toEqual([['Poster', name]]);
  });
});
