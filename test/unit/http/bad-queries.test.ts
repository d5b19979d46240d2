import fc from 'fast-check';
import { LIST } from '../../../src/http/parameters.js';
import { BadRequest, type BadValue } from '../../../src/http/problem.js';
import { readQuery } from '../../../src/http/read-query.js';

const read = (query: string) => readQuery({ url: `https://stillframe.example/api/x?${query}` }, LIST);
function refusalsOf(query: string): readonly BadValue[] {
  try {
    read(query);
    return [];
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    return error.values;
  }
}
const refusedIn = (query: string) => refusalsOf(query).map(({ name }) => name);

describe('a query', () => {
  it.each([
    ['kind', ['', 'Poster,', 'posters', 'Poster;Sprite', '__proto__']],
    ['height', ['', '0', '-1', '1.5', '1e3', '0x10', ' 1', '100001', '360px', 'NaN']],
    ['minHeight', ['0', '100001']],
    ['maxHeight', ['0', '100001']],
    ['from', ['', '-1', '1,5', '.5', '5.', '1e3', '10000000.001', '00:05', 'Infinity']],
    ['to', ['-0', 'x']],
    ['at', ['x', '10000001']],
    ['expand', ['', 'all', 'Details']],
    ['urls', ['', 'sass']],
    ['ttl', ['', '0', '000', '-5', '1.5', 'x']],
    ['limit', ['0', '5001', 'all']],
    ['continuation', ['', 'x'.repeat(101)]],
  ])('with an invalid %s is refused: %j', (name, values) => {
    for (const value of values)
      expect([value, refusedIn(`${name}=${encodeURIComponent(value)}`)]).toEqual([value, [name]]);
  });

  it('is read into numbers, kinds and milliseconds', () => {
    expect(
      read('kind=sprite,POSTER,sprite&height=100000&minHeight=1&from=0&to=10000000&at=1.2345&expand=details&ttl=007'),
    ).toEqual({
      kind: ['Poster', 'Sprite'],
      height: 100_000,
      minHeight: 1,
      from: 0,
      to: 10_000_000_000,
      at: 1235,
      expand: 'details',
      ttl: 7,
    });
    expect(read('unknown=1&limit=7')).toEqual({ limit: 7 });
  });

  it.each([
    ['from=5&to=5', ['to']],
    ['from=5&to=4.9', ['to']],
    ['from=5&to=5.0001', ['to']],
    ['from=5&to=4&height=0', ['height', 'to']],
    ['minHeight=5&maxHeight=5', []],
    ['minHeight=5&maxHeight=4', ['maxHeight']],
    ['from=x&to=4', ['from']],
    ['kind=Poster&kind=Sprite', ['kind']],
    ['at=5&at=5', ['at']],
    ['unknown=1&unknown=2', []],
    ['height=0&limit=0&kind=x&ttl=0&at=x', ['kind', 'height', 'at', 'ttl', 'limit']],
  ])('of ?%s is refused for %j', (query, names) => {
    expect(refusedIn(query)).toEqual(names);
  });

  it.each([
    ['Height', 'height'],
    ['AT', 'at'],
    ['minheight', 'minHeight'],
    ['heighs', 'height'],
    ['heeight', 'height'],
    ['heightt', 'height'],
    ['aheight', 'height'],
    ['eight', 'height'],
    ['heigh', 'height'],
    ['hieght', 'height'],
    ['heigth', 'height'],
    ['MINHIEGHT', 'minHeight'],
    ['kinds', 'kind'],
    ['Limts', undefined],
    ['lmit', undefined],
    ['form', undefined],
    ['hgeiht', undefined],
    ['heightly', undefined],
    ['height_px', undefined],
    ['code', undefined],
    ['clientId', undefined],
    ['x-functions-key', undefined],
    ['', undefined],
  ])('with %j is refused for the name %j', (sent, meant) => {
    const refusals = meant === undefined ? [] : [{ name: sent, reason: `must be spelled ${meant}` }];
    expect(refusalsOf(`limit=7&${sent}=1&${sent}=2`)).toEqual(refusals);
  });

  it('is read or refused without an error for any text', () => {
    const name = fc.constantFrom(...Object.keys(LIST));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string())), (pairs) => {
        const refused = refusedIn(new URLSearchParams(pairs).toString());
        for (const one of refused) expect(LIST).toHaveProperty(one);
      }),
    );
  });
});
