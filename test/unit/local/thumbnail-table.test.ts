import { thumbnailTable } from '../../../local/thumbnail-table.js';

const image = (parts = {}) => ({
  ...{ ID: '15aa616d88-8adec817-1', VideoId: 'clip', Kind: 'Thumbnail', Height: 360, Width: 640, Index: 1, Time: 0 },
  Url: 'http://127.0.0.1/a/b/Thumbnail-Ein%20Clip-360p-000001.jpg?sig=secret',
  ...parts,
});
const widthOf = (table: string): number => Math.max(...table.split('\n').map((line) => line.length));

describe('the table of thumbnails', () => {
  it('has all of a file name where there is no terminal, and no signature', () => {
    const table = thumbnailTable([image()], undefined);
    expect(table).toContain('…/Thumbnail-Ein Clip-360p-000001.jpg?…');
    expect(table).not.toContain('secret');
  });

  it('cuts names in the middle to fit a terminal', () => {
    const table = thumbnailTable([image(), image({ Url: 'http://h/b.jpg?s' })], 95);
    expect(widthOf(table)).toBe(95);
    expect(table).toMatch(/│ …\/Thumbna\S*….*0001\.jpg\?… │/);
    expect(table).toContain('│ …/b.jpg?… ');
  });

  it.each([
    [80, 'ID', 'Url'],
    [60, 'Time', 'ID'],
    [20, 'Kind', 'Height'],
  ])('leaves out columns in a terminal of %d characters', (width, last, left) => {
    const table = thumbnailTable([image()], width);
    expect(widthOf(table)).toBeLessThanOrEqual(width);
    expect(table).toContain(last);
    expect(table).not.toContain(left);
  });

  it('shows milliseconds where one of the times has some, and nothing for an unknown time', () => {
    const times = (...given: (number | null)[]) =>
      [...thumbnailTable(given.map((TimeMs) => image({ TimeMs }))).matchAll(/1 │ +([\d.]*) │ 15aa/g)].map(
        ([, ms]) => ms,
      );
    expect(times(0, 500, 12_000, null)).toEqual(['0.000', '0.500', '12.000', '']);
    expect(times(0, 5000)).toEqual(['0', '5']);
  });

  it('says how many are left out of a long list', () => {
    expect(thumbnailTable(Array.from({ length: 30 }, () => image()))).toContain('\n… and 6 more');
  });
});
