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

/** Opens a page with these lines in it; anything that fails in it fails the test. */
async function open(name: string, lines: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('requestfailed', (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText ?? ''}`));
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.url()}: ${response.status()}`);
  });
  origins.forgetDownloads();
  await page.goto(origins.pages.show(name, lines));
  return { page, complaints };
}

/** The signed URL of what is to be seen at 12 s, as storage gets it: the third image, or the sheet with the third tile. */
async function urlAt12Seconds(video: string): Promise<string> {
  const answer = await fetch(`${origins.apiUrl}/Videos/${video}/Thumbnails`);
  const listed = (await answer.json()) as Thumbnail[];
  const image = listed.find(({ Kind, Index }) =>
    video === 'tiles' ? Kind === 'Sprite' : Kind === 'Thumbnail' && Index === 3,
  );
  const { pathname, search } = new URL(image?.Url ?? '');
  return decodeURIComponent(pathname + search);
}

/** Puts the lines for this player into a page, with this URL for its storyboard, and looks at what it shows. */
async function expectPreviews(name: PlayerName, video: string, storyboard: string): Promise<void> {
  const player = PLAYERS[name];
  const expected = await urlAt12Seconds(video);
  const { page, complaints } = await open(name, fillIn(snippetFor(name), origins.pages.videoUrl, storyboard));
  await getReady(page, player);
  await expectPreview(page, player, 12, 2);
  expect(origins.downloads()).toContain(expected);
  await expectPreview(page, player, 28, 5);
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

describe('vidstack, with JSON in the place of the WebVTT', () => {
  it.each(VIDEOS)('shows previews from cues of %s', async (video) => {
    await expectPreviews('vidstack', video, `${origins.apiUrl}/Videos/${video}/Storyboard.json`);
  });

  it('shows previews from the object for one sheet', async () => {
    await expectPreviews('vidstack', 'tiles', `${origins.apiUrl}/Videos/tiles/Storyboard.json?format=storyboard`);
  });
});
