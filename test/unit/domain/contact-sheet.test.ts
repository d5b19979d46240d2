import fc from 'fast-check';
import { contactSheetOf, sampleEvenly, type ContactSheet } from '../../../src/domain/contact-sheet.js';
import { seriesInOrder, type Manifest } from '../../../src/domain/manifest.js';
import { groupSeries } from '../../../src/domain/series-group.js';
import { countThumbnails, listThumbnailsOf } from '../../../src/domain/thumbnail.js';
import { aManifest, aLocation, aPoster, aSeries, aSprite } from '../../builders.js';
import { anyManifests } from './any-manifests.js';

/** The most URLs that a page may need. */
const MOST = 500;

function imagesOn({ poster, cues, series }: ContactSheet): Set<string> {
  const cells = [...(poster === undefined ? [] : [poster]), ...series.flatMap((one) => one.cells)];
  return new Set([...cells, ...cues].map(({ image }) => image.id));
}

/** The whole sheet, page by page. */
function allPages(manifests: Manifest[], series?: string): ContactSheet[] {
  const query = series === undefined ? {} : { series };
  const first = contactSheetOf(manifests, { ...query, page: 1 });
  return Array.from({ length: first.pages }, (_, i) => contactSheetOf(manifests, { ...query, page: i + 1 }));
}

const tiles = (count: number, first = 0) =>
  Array.from({ length: count }, (_, i) => ({ startMs: (first + i) * 1000, endMs: (first + i + 1) * 1000, x: i, y: 0, width: 160, height: 90 })); // prettier-ignore
const sheets = (count: number, tilesEach: number) =>
  Array.from({ length: count }, (_, i) => aSprite(tiles(tilesEach, i * tilesEach), i + 1));

describe('the overview', () => {
  it('shows a poster, the storyboard, and every series in the order of the API', () => {
    const manifest = aManifest({ series: [aSprite(tiles(4)), aSeries(), aPoster(), aSeries({ prefix: 'Small', height: 180, width: 320 })] }); // prettier-ignore
    const { poster, cues, series, pages, isOneSeries } = contactSheetOf([manifest], { page: 1 });
    expect(poster?.image.blobName).toBe('Poster.jpg');
    expect([cues.length, cues[0]?.height]).toEqual([10, 360]);
    expect(series.map(({ kind, width, height, count, cells }) => [kind, width, height, count, cells.length])).toEqual([
      ['Thumbnail', 640, 360, 10, 10],
      ['Thumbnail', 320, 180, 10, 10],
      ['Sprite', 160, 90, 4, 4],
    ]);
    expect([pages, isOneSeries]).toEqual([1, false]);
  });

  it('shows several posters in a grid, and the first of them large', () => {
    const posters = aSeries({ kind: 'Poster', ranges: [[1, 2]] });
    const { poster, series } = contactSheetOf([aManifest({ series: [posters] })], { page: 1 });
    expect([poster?.image.blobName, series[0]?.cells.length]).toEqual(['Thumbnail000001.jpg', 2]);
  });

  it('shows a long series by pictures from its start to its end', () => {
    const { series } = contactSheetOf([aManifest({ series: [aSeries({ ranges: [[1, 100_000]] })] })], { page: 1 });
    const indexes = series[0]?.cells.map(({ image }) => image.index) ?? [];
    expect([indexes.length, indexes[0], indexes.at(-1)]).toEqual([60, 1, 100_000]);
  });

  it('shows the tiles of sheets with the same numbers as one series', () => {
    const { series } = contactSheetOf([aManifest({ series: sheets(3, 2) })], { page: 1 });
    expect(series).toHaveLength(1);
    expect(series[0]?.cells.map(({ image, tile }) => [image.index, tile?.x])).toEqual([
      [1, 0],
      [1, 1],
      [2, 0],
      [2, 1],
      [3, 0],
      [3, 1],
    ]);
  });

  it('shows no time where none is known', () => {
    const { timing, ...untimed } = aSeries();
    expect(timing).toBeDefined();
    const { series } = contactSheetOf([aManifest({ series: [untimed] })], { page: 1 });
    expect(series[0]?.cells[0]).toMatchObject({ timeMs: undefined });
  });
});

describe('the page of one series', () => {
  it.each([
    ['images', [aSeries({ ranges: [[3, 502]] })]], // prettier-ignore
    ['tiles', sheets(5, 100)],
  ])('shows the series in full, page by page, without a storyboard: %s', (_, series) => {
    const manifests = [aManifest({ series })];
    const key = groupSeries(seriesInOrder(manifests))[0]?.key ?? '';
    const pages = allPages(manifests, key);
    expect(pages.map((one) => [one.page, one.series[0]?.cells.length, one.cues.length, one.isOneSeries])).toEqual([
      [1, 240, 0, true],
      [2, 240, 0, true],
      [3, 20, 0, true],
    ]);
    const shown = pages.flatMap((one) => one.series[0]?.cells ?? []).map(({ image, tile }) => `${image.id} ${tile?.x}`);
    expect(new Set(shown).size).toBe(500);
    expect(contactSheetOf(manifests, { series: key, page: 99 }).page).toBe(3);
  });

  it('shows the overview when the series is gone', () => {
    const sheet = contactSheetOf([aManifest()], { series: '0123456789-01234567-640x360', page: 1 });
    expect([sheet.isOneSeries, sheet.series.length]).toEqual([false, 1]);
  });
});

describe('a contact sheet', () => {
  const many = Array.from(
    { length: 40 },
    (_, i) =>
    aManifest({ location: aLocation({ container: `asset-${i}` }), series: [aPoster(), aSeries({ ranges: [[1, 5000]] })] }), // prettier-ignore
  );
  it.each([
    ['a hundred thousand images', [aManifest({ series: [aPoster(), aSeries({ ranges: [[1, 100_000]] })] })]], // prettier-ignore
    ['a thousand sheets', [aManifest({ series: sheets(1000, 20) })]],
    ['eighty series', many],
  ])('costs 500 signed URLs a page at most: %s', (_, manifests) => {
    for (const sheet of allPages(manifests)) expect(imagesOn(sheet).size).toBeLessThanOrEqual(MOST);
    for (const { key } of groupSeries(seriesInOrder(manifests)).slice(0, 3)) {
      const [first, last] = [1, 99_999].map((page) => contactSheetOf(manifests, { series: key, page }));
      for (const sheet of [first, last]) expect(sheet && imagesOn(sheet).size).toBeLessThanOrEqual(MOST);
    }
  });

  it.each([
    [sheets(120, 20), 600],
    [sheets(121, 20), 120],
    [[aSeries({ ranges: [[1, 121]] })], 120],
  ])('has up to 600 cues, and 120 where these have more images: %#', (series, cues) => {
    expect(contactSheetOf([aManifest({ series })], {}).cues).toHaveLength(cues);
  });

  it('has every series on one of its pages', () => {
    const pages = allPages(many);
    // Posters come first; of the long series after them a page shows 370 pictures in all.
    expect(pages.map(({ series }) => [series.length, series.at(-1)?.cells.length])).toEqual([
      [24, 1],
      [24, 15],
      [24, 15],
      [7, 52],
    ]);
    const shown = pages.flatMap(({ series }) => series.map(({ key }) => key));
    // The first poster shows large, and has no grid of its own.
    expect([shown.length, new Set(shown).size]).toEqual([79, 79]);
  });
});

describe('a contact sheet of any manifests', () => {
  it('shows each image on the pages of its series, and each picture is one that the API lists', () => {
    fc.assert(
      fc.property(anyManifests, (manifests) => {
        const listed = new Set(listThumbnailsOf(manifests, 0, 5000).map(({ id, blobName }) => `${id} ${blobName}`));
        const groups = groupSeries(seriesInOrder(manifests));
        const cells = groups.flatMap(({ key }) =>
          allPages(manifests, key).flatMap(({ series }) => series[0]?.cells ?? []),
        );
        expect(new Set(cells.map(({ image }) => `${image.id} ${image.blobName}`))).toEqual(listed);
        const [overview] = allPages(manifests);
        expect(overview === undefined || imagesOn(overview).size <= Math.min(MOST, countThumbnails(manifests))).toBe(
          true,
        );
      }),
    );
  });
});

describe('a sample of a series', () => {
  it('holds the first and the last image, and none twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 2, max: 300 }), (count, most) => {
        const ranks = sampleEvenly(count, most);
        expect(ranks).toHaveLength(Math.min(count, most));
        expect(new Set(ranks).size).toBe(ranks.length);
        if (count > 0) expect([ranks[0], ranks.at(-1)]).toEqual([0, count - 1]);
      }),
    );
  });
});
