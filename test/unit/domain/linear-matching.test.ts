import fc from 'fast-check';
import { marker } from '../../../src/config/marker.js';
import { filenameMatcher } from '../../../src/domain/filename-pattern.js';
import { numberedSeries, trailingIndex } from '../../../src/domain/numbered-names.js';
import { locationRefusal } from '../../../src/domain/location.js';
import { escapeRegExp } from '../../../src/domain/text.js';
import { timedSeries } from '../../../src/domain/timed-names.js';
import { wildcardMatcher } from '../../../src/domain/wildcard.js';
import { propertyRuns } from '../../setup/property-runs.js';
import { aLocation, aRule } from '../../builders.js';
import { finish } from '../../steps.js';

/** The regular expression that says what a pattern means, in polynomial time. */
function asExpression(pattern: string, any: string): RegExp {
  const source = pattern
    .split(/(\*|\{videoId\})/)
    .map((part) => (part === '*' ? `${any}*` : part === '{videoId}' ? `(?<videoId>${any}+)` : escapeRegExp(part)))
    .join('');
  return new RegExp(`^${source}$`, 's');
}

/** As the names of Azure Media Encoder were told before: the times and dates of one name in one expression. */
const DATED = new RegExp(
  String.raw`^(.*_)(\d[\d.,:;hms%-]*)_(\d{1,5})` +
    String.raw`_(?:\d{1,4}[.-]\d{1,2}[.-]\d{1,4}|\d{6}|\d{8})` +
    String.raw`_\d{1,2}(?:[.:hm-]?\d{2}){1,2}(?:\.\d{1,7})?s?(?: ?[AP]M)?$`,
  'is',
);

const join = (parts: string[]): string => parts.join('');
const patterns = fc
  .tuple(fc.array(fc.constantFrom<string[]>('a', 'b', '*', '-', 'ab'), { maxLength: 6 }), fc.nat(6), fc.boolean())
  .map(([parts, at, isNamed]) => join(isNamed ? parts.toSpliced(at, 0, '{videoId}') : parts));
const texts = fc.array(fc.constantFrom('a', 'b', '-', 'ab', '\n'), { maxLength: 10 }).map(join);

describe('a pattern with wildcards', () => {
  it('matches what its regular expression matches, with the same {videoId}', () => {
    fc.assert(
      fc.property(patterns, texts, (pattern, text) => {
        const match = asExpression(pattern, '.').exec(text);
        expect(wildcardMatcher(pattern)(text)).toEqual(
          match === null ? undefined : { videoId: match.groups?.['videoId'] },
        );
      }),
      { numRuns: propertyRuns(40) },
    );
  });

  it('stays within a folder, where it is that of a marker', () => {
    const step = patterns.map((pattern) => pattern.replace('{videoId}', '').replace(/\*+/g, '*'));
    const paths = fc.array(fc.constantFrom('a', 'b', '-', '/'), { maxLength: 10 }).map(join);
    fc.assert(
      fc.property(step, step, paths, (folder, file, path) => {
        const pattern = `${folder}{videoId}-/${file}x`;
        fc.pre((pattern.match(/\*/g) ?? []).length <= 4 && !pattern.startsWith('/'));
        const match = asExpression(pattern, '[^/]').exec(`${path}x`);
        const videoId = match?.groups?.['videoId'];
        expect(marker.parse(pattern)(`${path}x`)).toEqual(match === null ? undefined : { videoId });
      }),
      { numRuns: propertyRuns(20) },
    );
  });

  // With an expression each of these takes hours.
  it('is matched in linear time', () => {
    const dashes = '-'.repeat(1000);
    const isMarker = marker.parse('*-*-*-*-{videoId}.ready');
    for (let i = 0; i < 1000; i++) expect(isMarker(`${dashes}!`)).toBeUndefined();
    const container = 'a-'.repeat(50_000) + 'a';
    const allowed = [{ name: 'contosomedia', containerPatterns: ['*a*a*a*ab'] }];
    expect(locationRefusal(aLocation({ container }), allowed)).toContain('matches none');
  });
});

describe('names with times', () => {
  const timed = (names: readonly string[]) => finish(timedSeries(names.map(trailingIndex)));
  const field = fc.constantFrom('00.00.01', '1', '5', '12', '2020-01-02', '20200102', '10.11.12 AM', '1h2m3s', 'a', '');
  it('are told as one expression tells them', () => {
    fc.assert(
      fc.property(fc.array(field, { maxLength: 7 }), (fields) => {
        const name = `${fields.join('_')}.jpg`;
        const [series] = timed([name]).series;
        const [, prefix] = /\d{6}\.jpg$/.test(name) ? [] : (DATED.exec(name.slice(0, -4)) ?? []);
        expect(series?.names.prefix).toBe(prefix);
      }),
      { numRuns: propertyRuns(20) },
    );
  });

  it('are told in linear time', () => {
    const names = Array.from({ length: 5000 }, (_, i) => `${'1_-'.repeat(330)}${i}.jpg`);
    expect(timed(names)).toEqual({ series: [], others: names.map(trailingIndex) });
  });
});

describe('names by a rule', () => {
  it('repeat a macro of 64 characters at most, so that no try is long', () => {
    const { match } = filenameMatcher(aRule({ filenamePattern: '{Basename}_{Basename}!' }));
    const twice = (basename: string): string => `${basename}_${basename}!`;
    expect(match(twice('a'.repeat(64)))).toEqual({ prefix: twice('a'.repeat(64)), suffix: '' });
    expect(match(twice('a'.repeat(65)))).toBeUndefined();
  });

  it('have numbers with any padding, and none of more digits than a number has', () => {
    const paddings = Array.from({ length: 5000 }, (_, i) => ({
      prefix: 'a',
      digits: '1'.padStart(i + 1, '0'),
      suffix: '',
    }));
    const series = finish(numberedSeries(paddings));
    expect(series.filter(({ indexDigits }) => indexDigits > 0).map(({ indexDigits }) => indexDigits)).toEqual(
      Array.from({ length: 16 }, (_, i) => i + 1),
    );
    expect(series).toHaveLength(5000);
  });
});

describe('a name with no number at its end', () => {
  it.each(['logo.jpg', '2024.clip.jpg', 'clip2.', 'clip'])('is taken as it is: %s', (name) => {
    expect(trailingIndex(name)).toEqual({ prefix: name, suffix: '' });
  });
});
