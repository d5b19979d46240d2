import fc from 'fast-check';
import { lastName, namesIn } from '../../../src/domain/text.js';

describe('the blob names that an address may mean', () => {
  it.each([
    ['x.jpg', ['x.jpg']],
    ['', ['']],
    ['  x.jpg', ['x.jpg']],
    ['../thumbs/x.jpg', ['x.jpg']],
    ['x%20y.jpg', ['x y.jpg', 'x%20y.jpg']],
    ['100%.jpg', ['100%.jpg']],
    ['x#1.jpg', ['x', 'x#1.jpg']],
    ['x%231.jpg', ['x#1.jpg', 'x%231.jpg']],
    ['what?.jpg', ['what', 'what?.jpg']],
    ['/a/%E5%90%8D.jpg', ['名.jpg', '%E5%90%8D.jpg']],
    ['/c/f%2Fx.jpg', ['x.jpg', 'f%2Fx.jpg']],
    ['https://example.com/a/x.jpg?sig=a/b', ['x.jpg', 'b']],
  ])('are, for %j, %j', (address, names) => {
    expect(namesIn(address)).toEqual(names);
    expect(lastName(address)).toBe(names[0]);
  });

  it('include the exact name that was written, encoded or not', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((one) => !one.includes('/') && one.trim() === one);
    const query = fc.constantFrom('', '?sv=1&sig=a%2Fb', '#t=1', '?a=b#c');
    fc.assert(
      fc.property(name, query, (given, behind) => {
        expect(namesIn(`https://example.com/c/${encodeURIComponent(given)}${behind}`)[0]).toBe(given);
        expect(namesIn(`c/${encodeURIComponent(`f/${given}`)}${behind}`)[0]).toBe(given);
        expect(namesIn(`c/${given}`)).toContain(given);
        expect(namesIn(given)).toContain(given);
      }),
    );
  });
});
