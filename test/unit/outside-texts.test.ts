import { readImageRules, readPresetPosition } from '../../src/adapters/media-services/image-rules.js';
import { toAsset } from '../../src/adapters/media-services/arm-media-library.js';
import { correlatedVideo } from '../../src/domain/video-id.js';
import { LIMITS } from '../../src/domain/limits.js';
import { parseTiles } from '../steps.js';
import { readEventTime } from '../../src/events/envelope.js';
import { acceptedCodings } from '../../src/http/represent.js';
import { prefersHtml } from '../../src/http/contact-sheet/page.js';
import { videoIdsIn } from '../../src/http/read-query.js';
import { headerOf } from './adapters/file-in-memory.js';
import { avif, box, exif, jpeg, png, segment, tiff } from './adapters/tiny-images.js';

/** Outside texts and files have a length before they are parsed; each case is the last that is read, and the first that is not. */
describe('what is longer than its limit', () => {
  const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

  it('is no time of an event: 64 characters', () => {
    const at = (digits: number) => readEventTime(`2018-10-12T16:25:56.${'4'.repeat(digits)}`).getTime();
    expect([at(44), at(45), at(1_000_000)]).toEqual([Date.UTC(2018, 9, 12, 16, 25, 56, 444), 0, 0]);
  });

  it('is no position of a preset: 64 characters', () => {
    expect(readPresetPosition(`${'0'.repeat(62)}5%`)).toEqual({ unit: 'percent', value: 5 });
    for (const text of [`${'0'.repeat(63)}5%`, '5'.repeat(65), `PT${'5'.repeat(1_000_000)}S`, `${' '.repeat(65)}5%`]) {
      expect(readPresetPosition(text)).toBeUndefined();
    }
  });

  it('is no name in an answer of the encoder: 1,024 characters', () => {
    const named = (length: number) => toAsset('a', { container: 'c', alternateId: 'x'.repeat(length) });
    expect([named(1024)?.alternateId?.length, named(1025)?.alternateId]).toEqual([1024, undefined]);
  });

  it('makes no rules of a preset: 1,000 entries a list, and 100 rules in all', () => {
    const codec = { odataType: '#Microsoft.Media.JpgImage', layers: times(1000, { label: 'x' }) };
    const format = { odataType: '#Microsoft.Media.JpgFormat', filenamePattern: 'a-{Index}' };
    expect(readImageRules({ codecs: times(1000, codec), formats: times(999, format) })).toHaveLength(100);
    const kinds = (strange: number) =>
      readImageRules({ codecs: [...times<object>(strange, { odataType: 'x' }), codec], formats: [format] }).length;
    expect([kinds(999), kinds(1000)]).toEqual([100, 0]);
  });

  it('is no member of correlation data: the first 1,000', () => {
    const after = (members: number) =>
      Object.fromEntries([...times(members, 'k').map((name, i) => [name + String(i), 1]), ['VideoId', 'v']]) as object;
    expect(correlatedVideo({ ...after(999) }, 'videoId')).toEqual({ videoId: 'v' });
    expect(correlatedVideo({ ...after(1000) }, 'videoId')).toBeUndefined();
  });

  it('is no tile of a WebVTT: 10,000 characters a line, 200,000 lines', () => {
    const text = (address: number, lines = 0) =>
      `WEBVTT\n${'\n'.repeat(lines)}00:00.000 --> 00:01.000\n${'a'.repeat(address)}#xywh=0,0,1,1`;
    expect(parseTiles(text(LIMITS.addressCharacters - 13))).toHaveLength(1);
    expect(() => parseTiles(text(LIMITS.addressCharacters - 12))).toThrow('line 3: an address of 10001 characters');
    expect(parseTiles(text(1, LIMITS.linesOfWebVtt - 3))).toHaveLength(1);
    expect(() => parseTiles(text(1, LIMITS.linesOfWebVtt - 2))).toThrow('more than 200000 lines');
  });

  it('is no header of an image: 1,000 segments, chunks or boxes before the picture', async () => {
    const turned = { width: 1, height: 2 };
    const jpg = (count: number) => jpeg(2, 1, { segments: [...times(count, segment(0xe1, [])), exif(tiff(6))] });
    expect(await headerOf('a.jpg', jpg(900))).toMatchObject(turned);
    expect(await headerOf('a.jpg', jpg(1000))).toHaveProperty('problem');
    const text = [0, 0, 0, 0, ...Buffer.from('tEXt'), 0, 0, 0, 0];
    const chunked = (count: number) => {
      const [whole, plain] = [png(2, 1, { orientation: 6 }), 33];
      return Buffer.concat([whole.subarray(0, plain), ...times(count, Buffer.from(text)), whole.subarray(plain)]);
    };
    expect(await headerOf('a.png', chunked(900))).toMatchObject(turned);
    expect(await headerOf('a.png', chunked(1000))).toMatchObject({ width: 2, height: 1 });
    const boxed = (count: number) => avif(2, 1, { properties: times(count, box('free')), turns: 1 });
    expect(await headerOf('a.avif', boxed(900))).toMatchObject(turned);
    expect(await headerOf('a.avif', boxed(1000))).not.toMatchObject(turned);
  });

  it('counts as no Accept header: 1,024 characters', () => {
    const padded = (text: string, length: number) => text.padEnd(length, ' ');
    expect([1024, 1025].map((length) => prefersHtml(padded('text/html', length)))).toEqual([true, false]);
    const coded = [1024, 1025].map((length) => acceptedCodings(padded('br', length)));
    expect(coded).toEqual([['br', 'identity'], acceptedCodings(null)]);
  });

  it('is not decoded as a video id: 100 ids', () => {
    const decoded = jest.spyOn(URLSearchParams.prototype, 'get');
    const bad: { reason: string }[] = [];
    videoIdsIn(`https://x.example/?videoIds=${','.repeat(30_000)}`, bad as never);
    expect(decoded.mock.calls.length).toBeLessThan(110);
    decoded.mockRestore();
    expect(bad).toMatchObject([{ reason: 'must name at most 100 videos, not 30001' }]);
  });
});
