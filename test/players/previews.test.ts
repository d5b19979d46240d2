import type { BrowserContext, Page } from 'playwright-core';
import type { Thumbnail } from '../e2e/app.js';
import { cleanUpAfterwards } from '../e2e/clean-up.js';
import { openBrowser } from './browser.js';
import { servePackages } from './packages.js';
import { expectPreview, getReady, PLAYERS, type PlayerName } from './players.js';
import { fillIn, snippetFor } from './snippets.js';
import { startThreeOrigins, type ThreeOrigins } from './three-origins.js';

jest.setTimeout(120_000);

const later = cleanUpAfterwards();
let browser: BrowserContext;
let origins: ThreeOrigins;

beforeAll(async () => {
  browser = await openBrowser(later);
  await servePackages(browser);
  origins = await startThreeOrigins(later);
  await origins.encode('images');
  await origins.encode('tiles', { spriteColumns: 2 });
});

/** A page, what failed in it, and the names of the images that it was redirected to, which it asked for by permalinks. */
interface Opened {
  page: Page;
  complaints: string[];
  redirected: string[];
}

/** Opens a page with these lines in it; anything that fails in it fails the test. */
async function open(name: string, lines: string): Promise<Opened> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  const redirected: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('requestfailed', (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText ?? ''}`));
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.url()}: ${response.status()}`);
    if (response.status() === 302) redirected.push(response.url().replace(/.*\//, ''));
  });
  origins.forgetDownloads();
  await page.goto(origins.pages.show(name, lines));
  return { page, complaints, redirected };
}

/** What is to be seen at 12 s: the third image, or the sheet with the third tile. */
async function imageAt12Seconds(video: string): Promise<Thumbnail> {
  const answer = await fetch(`${origins.apiUrl}/Videos/${video}/Thumbnails`);
  const listed = (await answer.json()) as Thumbnail[];
  const image = listed.find(({ Kind, Index }) =>
    video === 'tiles' ? Kind === 'Sprite' : Kind === 'Thumbnail' && Index === 3,
  );
  if (image === undefined) throw new Error(`${video} has no image at 12 s`);
  return image;
}

/** A signed URL, as storage gets it. */
function asDownloaded({ Url }: Thumbnail): string {
  const { pathname, search } = new URL(Url);
  return decodeURIComponent(pathname + search);
}

/** Puts the lines for this player into a page, with this URL for its storyboard, and looks at what it shows. */
async function expectPreviews(name: PlayerName, video: string, storyboard: string, by?: 'redirects'): Promise<void> {
  const player = PLAYERS[name];
  const image = await imageAt12Seconds(video);
  const lines = fillIn(snippetFor(name), origins.pages.videoUrl, storyboard);
  const { page, complaints, redirected } = await open(name, lines);
  await getReady(page, player);
  await expectPreview(page, player, 12, 2);
  expect(origins.downloads()).toContain(asDownloaded(image));
  await expectPreview(page, player, 28, 5);
  if (by === 'redirects') expect(redirected).toContain(`${image.ID}.jpg`);
  else expect(redirected).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
}

const NAMES = Object.keys(PLAYERS) as PlayerName[];
const VIDEOS = ['images', 'tiles'];

describe.each(NAMES)('%s, with the lines of docs/players.md', (name) => {
  it.each(VIDEOS)('shows previews from a WebVTT of %s', async (video) => {
    await expectPreviews(name, video, `${origins.apiUrl}/Videos/${video}/Thumbnails.vtt`);
  });
});

describe.each(NAMES)('%s, with the permalink of a storyboard', (name) => {
  it.each(VIDEOS)('shows previews from a WebVTT of %s, signed in it', async (video) => {
    const { WebVtt } = await origins.linksOf(video);
    await expectPreviews(name, video, WebVtt);
  });
});

describe('images by permalinks, where storage answers pages of any origin', () => {
  // After a redirect to a third origin a browser says `Origin: null`, which no rule can name.
  beforeAll(() => origins.allowImagesTo('*'));
  afterAll(() => origins.allowImagesTo(origins.pages.origin));

  describe.each(NAMES)('%s', (name) => {
    it.each(VIDEOS)('shows previews from a WebVTT of %s', async (video) => {
      const { WebVtt } = await origins.linksOf(video);
      await expectPreviews(name, video, `${WebVtt}?urls=permalink`, 'redirects');
    });
  });

  it.each(VIDEOS)('vidstack shows previews from JSON of %s', async (video) => {
    const { Storyboard } = await origins.linksOf(video);
    await expectPreviews('vidstack', video, `${Storyboard}?urls=permalink`, 'redirects');
  });
});

describe('vidstack, with JSON in the place of the WebVTT', () => {
  it.each(VIDEOS)('shows previews from cues of %s', async (video) => {
    await expectPreviews('vidstack', video, `${origins.apiUrl}/Videos/${video}/Storyboard.json`);
  });

  it('shows previews from the object for one sheet', async () => {
    await expectPreviews('vidstack', 'tiles', `${origins.apiUrl}/Videos/tiles/Storyboard.json?format=storyboard`);
  });
});
