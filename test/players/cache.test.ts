import { BlobSASPermissions } from '@azure/storage-blob';
import type { BrowserContext, Page } from 'playwright-core';
import type { Thumbnail } from '../e2e/app.js';
import { cleanUpAfterwards } from '../e2e/clean-up.js';
import { openBrowser } from './browser.js';
import { startThreeOrigins, type ThreeOrigins } from './three-origins.js';

jest.setTimeout(120_000);

const RELOADS = 3;
const later = cleanUpAfterwards();
let browser: BrowserContext;
let origins: ThreeOrigins;
let listed: Thumbnail[];

beforeAll(async () => {
  browser = await openBrowser(later);
  origins = await startThreeOrigins(later);
  listed = await origins.encode('cached', { spriteColumns: 2 });
});

/** A page that shows every image of a listing, which it asks for anew each time it is loaded. */
const gallery = (listUrl: string): string => `<script type="module">
  const images = await (await fetch(${JSON.stringify(listUrl)})).json();
  for (const { Url } of images) document.body.append(Object.assign(new Image(), { src: Url }));
  await Promise.all(Array.from(document.images, (image) => image.decode()));
  document.title = document.images.length + ' shown';
</script>`;

/** How many images storage is asked for at the first load and at each reload. */
async function downloadsAtEachLoad(page: Page, url: string): Promise<number[]> {
  const counts: number[] = [];
  for (let load = 0; load <= RELOADS; load++) {
    origins.forgetDownloads();
    await (load === 0 ? page.goto(url) : page.reload());
    await page.waitForFunction(`document.title === '${listed.length} shown'`);
    counts.push(origins.downloads().length);
  }
  return counts;
}

const print = (what: string, counts: readonly number[]) => {
  process.stdout.write(`${what}: ${counts.join(', ')} downloads of ${listed.length} images, load by load\n`);
};

/** Signs every image again at every call, each time to end a second later, as it is done where nobody thinks of caches. */
function signAnew(): () => Promise<object[]> {
  let expiry = Date.now() + 60 * 60_000;
  return () => {
    const expiresOn = new Date((expiry += 1000));
    const signed = listed.map(async ({ Url }) => {
      const url = new URL(Url);
      const [, , container = '', name = ''] = decodeURIComponent(url.pathname).split('/');
      const permissions = BlobSASPermissions.parse('r');
      // With the header that lets a browser keep the image: that its URL is another one is all that makes a difference.
      const cacheControl = url.searchParams.get('rscc') ?? '';
      const blob = origins.storage.getContainerClient(container).getBlobClient(name);
      return { Url: await blob.generateSasUrl({ permissions, expiresOn, cacheControl }) };
    });
    return Promise.all(signed);
  };
}

const all = () => listed.length;
const everyLoad = (first: number, later: number) => [first, ...Array.from({ length: RELOADS }, () => later)];

describe('a page that a browser loads again', () => {
  it('downloads no image again while the URLs of the API stay the same', async () => {
    const url = origins.pages.show('stable', gallery(`${origins.apiUrl}/Videos/cached/Thumbnails`));
    const counts = await downloadsAtEachLoad(await browser.newPage(), url);
    print('URLs of the API', counts);
    expect(counts).toEqual(everyLoad(all(), 0));
  });

  it('downloads all images again where URLs are signed for each answer', async () => {
    const url = origins.pages.show('anew', gallery(origins.pages.tell('anew', signAnew())));
    const counts = await downloadsAtEachLoad(await browser.newPage(), url);
    print('URLs signed anew', counts);
    expect(counts).toEqual(everyLoad(all(), all()));
  });
});
