import fc from 'fast-check';
import { toTableKey } from '../../../src/adapters/table/rows.js';
import { propertyRuns } from '../../setup/property-runs.js';

const nasty = fc.constantFrom(
  '/',
  '\\',
  '#',
  '?',
  '%',
  '!',
  '~',
  '\u0000',
  '\u001f',
  '\u007f',
  '\u0085',
  '\u009f',
  '!2F',
  '%2F',
  'a',
  '名',
);
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(nasty, { maxLength: 30 }).map((parts) => parts.join('')),
);

const decode = (key: string) =>
  key.replace(/!([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

describe('a table key', () => {
  it.each([
    ['video-1', 'video-1'],
    ['location:ab', 'location:ab'],
    ['a/b', 'a!2Fb'],
    ['100%', '100!25'],
    ['~x', '!7Ex'],
    ['hey!', 'hey!21'],
    ['\u0085', '!85'],
    ['Ünïcode 名前', 'Ünïcode 名前'],
  ])('of %j is %j', (text, key) => {
    expect(toTableKey(text)).toBe(key);
  });

  it('contains nothing that Table Storage forbids, begins with no ~, and can be decoded', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const key = toTableKey(text);
        expect(key).not.toMatch(/[/\\#?%~\p{Cc}]/u);
        expect(decode(key)).toBe(text);
      }),
      { numRuns: propertyRuns(4) },
    );
  });

  it('differs for every text', () => {
    fc.assert(
      fc.property(texts, texts, (one, two) => {
        expect(toTableKey(one) === toTableKey(two)).toBe(one === two);
      }),
    );
  });

  it('is a hash behind ~ when it would be too long, which no other text gets', () => {
    const longest = 'x'.repeat(512);
    expect(toTableKey(longest)).toBe(longest);
    expect(toTableKey(longest + 'x')).toMatch(/^~[0-9a-f]{64}$/);
    expect(toTableKey('/'.repeat(171))).toMatch(/^~/);
    expect(toTableKey('x'.repeat(513))).not.toBe(toTableKey('x'.repeat(514)));
    expect(toTableKey(toTableKey(longest + 'x'))).not.toBe(toTableKey(longest + 'x'));
  });
});
