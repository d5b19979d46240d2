import { found, guessed, numbered, realListing } from './listings.js';

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

  it('leaves out the face crops of redaction', () => {
    expect(found(['x_thumb000001.jpg', 'x_thumb000002.jpg'])).toEqual([]);
  });

  it('gives no index for a number past exact integers', () => {
    const name = `t${'9'.repeat(20)}.jpg`;
    expect(found([name])).toEqual([['Poster', name]]);
  });

  it('reads no index from ids: the images that look alike are all of a series, or none is', () => {
    const guids = ['b852728', '9a1c0d2', '0000017', 'ffffff1'].map(
      (end) => `Key_0f8fad5b-d9cb-469f-a165-70867${end}.jpg`,
    );
    expect(found(guids, [])).toEqual([]);
    const ids = ['3f2a9b12', '12345678', 'a1b2c3d4', '9e000001', 'deadbeef'].map((id) => `img_${id}.jpg`);
    expect(found(ids)).toEqual([]);
    expect(found(ids.map((name) => name.replace('img_', '')))).toEqual([]);
  });

  it.each(['cafe', 'decade', 'clip3f2a9b', 'a1b2-', '9a', 'Ünï'])('reads the index behind %s', (prefix) => {
    const names = numbered(prefix, '.jpg', 1, 3);
    expect(found(names, [])).toEqual([['Thumbnail', ...names]]);
  });

  it('says how many images it does not recognise, and names three', () => {
    const names = [
      'small.jpg',
      'large.jpg',
      't07.jpg',
      't08.jpg',
      't09.jpg',
      'x_thumb000001.jpg',
      ...numbered('x', '.jpg', 1, 2),
    ];
    expect(guessed(names).unrecognised).toEqual({ count: 5, examples: ['small.jpg', 'large.jpg', 't07.jpg'] });
    expect(guessed(names, []).unrecognised).toEqual({ count: 5, examples: ['small.jpg', 'large.jpg', 't07.jpg'] });
    expect(guessed(['cover.jpg']).unrecognised).toEqual({ count: 0, examples: [] });
    expect(guessed(['cover.jpg'], undefined, false).unrecognised).toEqual({ count: 1, examples: ['cover.jpg'] });
  });
});
