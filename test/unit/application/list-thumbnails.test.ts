import { createListThumbnails, type ThumbnailPage } from '../../../src/application/reading/list-thumbnails.js';
import { aManifest, aSeries, aVideo, NOW } from '../../builders.js';

const listThumbnails = createListThumbnails({
  signer: { forWindow: () => Promise.resolve({ keyTag: 'key', sign: ({ id }) => id }) },
  clock: () => NOW,
  policy: { windowMs: 1_200_000, minimumLifeMs: 1_200_000, maximumLifeMs: 3_600_000, epochMinutes: 0 },
});
const video = aVideo([aManifest({ series: [aSeries({ ranges: [[1, 10]] })] })]);
const query = { filter: {}, urls: {}, normalQuery: '' };

async function pagesOf(limit: number): Promise<ThumbnailPage[]> {
  const pages = [await listThumbnails(video, { ...query, limit, continuation: undefined })];
  for (let next = pages[0]?.next; next !== undefined; next = pages.at(-1)?.next) {
    pages.push(await listThumbnails(video, { ...query, limit, continuation: next }));
  }
  return pages;
}

describe('a list of thumbnails', () => {
  it.each([
    [4, [4, 4, 2]],
    [5, [5, 5]],
    [10, [10]],
    [11, [10]],
  ])('in pages of %i says how many images each page has', async (limit, counts) => {
    const pages = await pagesOf(limit);
    expect(pages.map(({ count }) => count)).toEqual(counts);
    const signed = await Promise.all(pages.map(({ sign }) => sign()));
    expect(signed.map(({ length }) => length)).toEqual(counts);
    expect(new Set(signed.flat().map(({ id }) => id)).size).toBe(10);
    expect(pages.every(({ total }) => total === 10)).toBe(true);
  });
});
