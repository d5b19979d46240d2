import { parseCues, WebVttError } from '../../../src/domain/webvtt.js';
import { finish, parseTiles } from '../../steps.js';

const cue = (time: string, area: string) => `WEBVTT\n\n${time}\n${area}\n`;
const TIMES = '00:00:00.000 --> 00:00:05.000';

describe('reading a sprite’s WebVTT', () => {
  it('reads tiles in order', () => {
    const text = `WEBVTT\n\n${TIMES}\nsprite-x-000001.jpg#xywh=0,0,160,90\n\n00:00:05.000 --> 00:00:10.500\nsprite-x-000001.jpg#xywh=160,0,160,90\n`;
    expect(parseTiles(text)).toEqual([
      { startMs: 0, endMs: 5000, x: 0, y: 0, width: 160, height: 90, address: 'sprite-x-000001.jpg' },
      { startMs: 5000, endMs: 10_500, x: 160, y: 0, width: 160, height: 90, address: 'sprite-x-000001.jpg' },
    ]);
  });

  it.each([
    ['a byte order mark', '\uFEFF' + cue(TIMES, 'x.jpg#xywh=0,0,1,1')],
    ['carriage returns and line feeds', cue(TIMES, 'x.jpg#xywh=0,0,1,1').replaceAll('\n', '\r\n')],
    ['carriage returns alone', cue(TIMES, 'x.jpg#xywh=0,0,1,1').replaceAll('\n', '\r')],
    ['text after the signature', cue(TIMES, 'x.jpg#xywh=0,0,1,1').replace('WEBVTT', 'WEBVTT - tiles\nKind: metadata')],
    ['identifiers of cues', cue(`1\n${TIMES}`, 'x.jpg#xywh=0,0,1,1')],
    ['settings of cues', cue(`${TIMES} align:start position:0%`, 'x.jpg#xywh=0,0,1,1')],
    ['notes and styles', cue(`NOTE made by hand\n\nSTYLE\n::cue { }\n\n${TIMES}`, 'x.jpg#xywh=0,0,1,1')],
    ['minutes alone', cue('00:00.000 --> 00:05.000', 'x.jpg#xywh=0,0,1,1')],
    ['commas in times, as SubRip has them', cue('00:00:00,000 --> 00:00:05,000', 'x.jpg#xywh=0,0,1,1')],
    ['the unit of the area', cue(TIMES, 'x.jpg#xywh=pixel:0,0,1,1')],
    ['other parts of the fragment', cue(TIMES, 'x.jpg#t=5,10&xywh=0,0,1,1&track=v')],
    ['space behind the area', cue(TIMES, 'x.jpg#xywh=0,0,1,1  ')],
    ['no blanks around the arrow', cue('00:00:00.000-->00:00:05.000', 'x.jpg#xywh=0,0,1,1')],
    ['whole seconds', cue('0:0 --> 000:5', 'x.jpg#xywh=0,0,1,1')],
    ['any number of digits of a second', cue('00:00.0 --> 00:04.99951', 'x.jpg#xywh=0,0,1,1')],
    ['decimals in the area', cue(TIMES, 'x.jpg#xywh=0.0,0.4,0.9,1.25')],
    ['tabs around the arrow', cue('00:00:00.000\t-->\t00:00:05.000', 'x.jpg#xywh=0,0,1,1')],
  ])('accepts %s', (_, text) => {
    expect(parseTiles(text)).toEqual([{ startMs: 0, endMs: 5000, x: 0, y: 0, width: 1, height: 1, address: 'x.jpg' }]);
  });

  it.each(['https://example.com/a/x%20y.jpg?sig=a/b', '  ../x #1.jpg', ''])(
    'keeps the address %j as it is',
    (address) => {
      expect(parseTiles(cue(TIMES, `${address}#xywh=0,0,1,1`))[0]?.address).toBe(address);
    },
  );

  it('reads a last row of tiles that is not full', () => {
    const areas = [0, 160, 320]
      .flatMap((x) => [0, 90].map((y) => `${x},${y}`))
      .sort()
      .slice(0, 4);
    const cues = areas.map((area, i) => `00:0${i}.000 --> 00:0${i + 1}.000\nx.jpg#xywh=pixel:${area},160,90\n`);
    const tiles = parseTiles(`WEBVTT\n\n${cues.join('\n')}`);
    expect(tiles.map(({ x, y }) => `${x},${y}`)).toEqual(areas);
  });

  const thrownBy = (text: string) => {
    try {
      return parseTiles(text);
    } catch (error) {
      return error;
    }
  };

  it('distinguishes captions from broken tiles', () => {
    expect(thrownBy(cue(TIMES, 'Hello there.'))).toMatchObject({ because: 'captions' });
    expect(thrownBy(`${cue(TIMES, 'x.jpg#xywh=0,0,1,1')}\n${TIMES}\nHello there.`)).toMatchObject({
      because: 'unreadable',
    });
    expect(thrownBy(`${cue(TIMES, 'A title.')}\n${TIMES}\nx.jpg#xywh=0,0,1,1`)).toMatchObject({
      because: 'unreadable',
      message: 'line 4: a cue without #xywh=x,y,w,h',
    });
    expect(thrownBy('')).toMatchObject({ because: 'unreadable' });
  });

  it('counts minutes past an hour, and past a hundred', () => {
    expect(parseTiles(cue('100:00.000 --> 1200:00', 'x#xywh=0,0,1,1'))[0]).toMatchObject({
      startMs: 6_000_000,
      endMs: 72_000_000,
    });
  });

  it('reads cues that name whole images, and no words', () => {
    const text = `WEBVTT\n\n${TIMES}\na/clip-1.jpg\n\n00:05.000 --> 00:10.000\nclip-2.png?sig=x\n`;
    expect(finish(parseCues(text))).toEqual([
      { startMs: 0, endMs: 5000, address: 'a/clip-1.jpg' },
      { startMs: 5000, endMs: 10_000, address: 'clip-2.png?sig=x' },
    ]);
  });

  it.each(['00:05 -> 00:10 -->', '--> 00:10.000', '00:01.000 --> later', '1.5 --> 2.5', '00:00.000 --> 00:05.000x'])(
    'is not read in part: %j is no timing, and the error says where',
    (line) => {
      const text = `${cue(TIMES, 'x.jpg#xywh=0,0,1,1')}\n${line}\nx.jpg#xywh=1,0,1,1\n`;
      expect(() => parseTiles(text)).toThrow("line 6: '-->' in a line that is no timing");
      expect(thrownBy(text)).toMatchObject({ because: 'unreadable', addresses: ['x.jpg'] });
    },
  );

  it('counts hours past a day', () => {
    expect(parseTiles(cue('99:59:59.999 --> 100:00:00.000', 'x#xywh=0,0,1,1'))[0]).toMatchObject({
      startMs: 359_999_999,
      endMs: 360_000_000,
    });
  });

  it.each([
    ['nothing', ''],
    ['no signature', `${TIMES}\nx.jpg#xywh=0,0,1,1`],
    ['another signature', 'WEBVTTX\n'],
    ['no cues', 'WEBVTT\n\n'],
    ['captions', cue(TIMES, 'Hello there.')],
    ['percents', cue(TIMES, 'x.jpg#xywh=percent:0,0,10,10')],
    ['an area of three numbers', cue(TIMES, 'x.jpg#xywh=0,0,1')],
    ['an area without a size', cue(TIMES, 'x.jpg#xywh=0,0,0,10')],
    ['negative numbers', cue(TIMES, 'x.jpg#xywh=-1,0,1,1')],
    ['a cue without a payload', `WEBVTT\n\n${TIMES}`],
    ['hours without an end', cue(`${'9'.repeat(30)}:00:00.000 --> 00:00:01.000`, 'x#xywh=0,0,1,1')],
    ['hours without an end at the end', cue(`00:00:00.000 --> ${'9'.repeat(30)}:00:01.000`, 'x#xywh=0,0,1,1')],
  ])('refuses %s', (_, text) => {
    expect(() => parseTiles(text)).toThrow(WebVttError);
  });

  it('refuses more tiles than a sheet can have', () => {
    expect(() => parseTiles(`WEBVTT\n${`\n${TIMES}\nx#xywh=0,0,1,1\n`.repeat(20_001)}`)).toThrow(/20000 tiles/);
  });

  it('names the line at which it stops', () => {
    expect(() => parseTiles(`WEBVTT\n\n${TIMES}\nx#xywh=0,0,1,1\n\n${TIMES}\nHello`)).toThrow('line 7');
  });
});

describe('hostile WebVTT', () => {
  it.each([
    ['spaces', `00:00.0${' '.repeat(1_000_000)}`],
    ['digits', '1'.repeat(1_000_000)],
    ['times', '00:00.000 '.repeat(100_000)],
    ['arrows', '00:00.000 -->'.repeat(100_000)],
    ['areas', `${TIMES}\n${'#xywh=1,1,1,1 '.repeat(70_000)}x`],
    ['space behind areas', `${TIMES}\n#xywh=1,1,1,1${' '.repeat(1_000_000)}x`],
    ['lines', `${TIMES}\n`.repeat(50_000)],
  ])('is read or refused quickly for a megabyte of %s', (_, text) => {
    expect(() => parseTiles(`WEBVTT\n\n${text}`)).toThrow(WebVttError);
  });
});
