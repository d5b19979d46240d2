import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import { cleanUpAfterwards } from '../e2e/clean-up.js';
import { openBrowser } from './browser.js';
import { shotIn, shotsIn } from './shots-on-screen.js';
import { startThreeOrigins, type ThreeOrigins } from './three-origins.js';

jest.setTimeout(120_000);

const later = cleanUpAfterwards();
let browser: BrowserContext;
let origins: ThreeOrigins;
let url: string;

beforeAll(async () => {
  browser = await openBrowser(later);
  origins = await startThreeOrigins(later);
  await origins.encode('sheet', { spriteColumns: 2 });
  url = `${origins.apiUrl}/Videos/sheet/ContactSheet`;
});

/** Opens the page and waits for its pictures; what the console says of it, such as a breach of its policy, is noted. */
async function open(by = browser, at = url): Promise<{ page: Page; complaints: string[] }> {
  const page = await by.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(at, { waitUntil: 'networkidle' });
  return { page, complaints };
}

/** Presses Tab until what is called this has the focus; throws when it never comes to it. */
async function tabTo(page: Page, label: string): Promise<void> {
  for (let pressed = 0; pressed < MAX_TABS; pressed++) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate<string | null>('document.activeElement.ariaLabel')) === label) return;
  }
  throw new Error(`the keyboard does not come to '${label}'`);
}

const MAX_TABS = 100;

describe('the contact sheet in a browser', () => {
  it('shows every image and every tile correctly', async () => {
    const { page, complaints } = await open();
    const thumbnails = page.locator('img[alt^="thumbnail"]');
    const tiles = page.locator('svg[aria-label^="tile"]');
    for (const pictures of [thumbnails, tiles]) expect(await shotsIn(pictures)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('opens by its permalink, and so does the URL of an image copied from it', async () => {
    const { ContactSheet } = await origins.linksOf('sheet');
    const { page, complaints } = await open(browser, ContactSheet);
    expect(await shotsIn(page.locator('img[alt^="thumbnail"]'))).toEqual([0, 1, 2, 3, 4, 5]);
    await page.getByRole('button', { name: 'Copy URL of thumbnail 3 at 0:10' }).click();
    await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied).toContain(`${origins.apiUrl}/Links/`);
    expect(complaints).toEqual([]);
    await page.goto(copied);
    expect(page.url()).toContain(`${origins.storageOrigin}/`);
    expect(await shotIn(page.locator('img'))).toBe(2);
    await page.close();
  });

  it('works by keyboard alone, and announces the position', async () => {
    const { page } = await open();
    const bar = page.getByRole('slider', { name: 'Moment of the video' });
    await tabTo(page, 'Moment of the video');
    const shown = page.locator('svg[aria-hidden]');
    const steps: unknown[] = [];
    for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'End']) {
      await page.keyboard.press(key);
      await page.waitForLoadState('networkidle');
      steps.push([await bar.getAttribute('aria-valuetext'), await shotIn(shown)]);
    }
    expect(steps).toEqual([
      ['0:00, 1 of 6', 0],
      ['0:05, 2 of 6', 1],
      ['0:10, 3 of 6', 2],
      ['0:25, 6 of 6', 5],
    ]);
    await page.close();
  });

  it('copies the URL of an image by keyboard, and announces it', async () => {
    const { page } = await open();
    const button = page.getByRole('button', { name: 'Copy URL of thumbnail 3 at 0:10' });
    await tabTo(page, 'Copy URL of thumbnail 3 at 0:10');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'Copied: URL of thumbnail 3 at 0:10' }).waitFor();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect([copied, URL.canParse(copied)]).toEqual([await button.getAttribute('data-copy'), true]);
    await page.close();
  });

  it.each(['light', 'dark'] as const)('has no problem that axe finds, with %s colours', async (colorScheme) => {
    const { page } = await open();
    await page.emulateMedia({ colorScheme });
    await page.evaluate(readFileSync('node_modules/axe-core/axe.min.js', 'utf8'));
    const { violations, passes } = await page.evaluate<AxeResults>('axe.run()');
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(passes.map(({ id }) => id)).toContain('color-contrast');
    await page.close();
  });

  it.each([320, 390])('needs no sideways scrolling at a width of %d', async (width) => {
    const { page } = await open();
    await page.setViewportSize({ width, height: 700 });
    const [content, view] = await page.evaluate<[number, number]>(
      '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
    );
    expect([content, view]).toEqual([width, width]);
    await page.close();
  });

  it('runs no script but its own', async () => {
    const { page } = await open();
    const put = `document.body.append(Object.assign(document.createElement('script'), { textContent: 'isHacked = true' }))`;
    await expect(page.evaluate(put)).rejects.toThrow('TrustedScript');
    expect(await page.evaluate('globalThis.isHacked')).toBeUndefined();
    await page.close();
  });

  it('shows the grid where there is no JavaScript, and nothing that needs it', async () => {
    const plain = await openBrowser(later, { javaScriptEnabled: false });
    const { page } = await open(plain);
    expect(await shotsIn(page.locator('img[alt^="thumbnail"]'))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(await page.locator('button:visible, input:visible').count()).toBe(0);
    await page.close();
  });
});

/** What is looked at of axe's answer (https://github.com/dequelabs/axe-core/blob/develop/doc/API.md#results-object). */
interface AxeResults {
  violations: { id: string; nodes: { html: string }[] }[];
  passes: { id: string }[];
}
