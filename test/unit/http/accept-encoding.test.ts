import fc from 'fast-check';
import { acceptedCodings } from '../../../src/http/represent.js';

describe('Accept-Encoding', () => {
  it.each([
    // What browsers, curl --compressed and Node send.
    ['gzip, deflate, br, zstd', ['br', 'gzip', 'identity']],
    ['deflate, gzip', ['gzip', 'identity']],
    ['br', ['br', 'identity']],
    ['BR;Q=1.000, GZip', ['br', 'gzip', 'identity']],
    ['x-gzip', ['gzip', 'identity']],
    ['gzip;q=0.8, br;q=0.5', ['gzip', 'br', 'identity']],
    ['gzip;q=0.5, identity', ['identity', 'gzip']],
    ['gzip;q=0.001', ['gzip', 'identity']],
    ['br;q=0, gzip', ['gzip', 'identity']],
    ['*', ['br', 'gzip', 'identity']],
    ['*;q=0.1, gzip', ['gzip', 'br', 'identity']],
    ['gzip, *;q=0', ['gzip']],
    ['identity;q=0, br', ['br']],
    ['identity;q=0', []],
    ['*;q=0', []],
    ['*;q=0, identity;q=0.2', ['identity']],
    ['deflate, zstd', ['identity']],
    ['gzip;q=x, , ;q=1, br gzip', ['identity']],
    [' gzip ; q=0.5 ,\tbr ', ['br', 'gzip', 'identity']],
    ['', ['identity']],
  ])('with the value %j selects %j', (header, codings) => {
    expect(acceptedCodings(header)).toEqual(codings);
  });

  it('selects any coding, identity first, when it is absent', () => {
    expect(acceptedCodings(null)).toEqual(['identity', 'br', 'gzip']);
  });

  it('is parsed in linear time and never throws', () => {
    const pieces = fc.constantFrom(...'gzip br identity * ; q = 0 1 . , ü "'.split(' '), ' ', '\t');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const codings = acceptedCodings(parts.join(''));
        expect(new Set(codings).size).toBe(codings.length);
      }),
    );
  });
});
