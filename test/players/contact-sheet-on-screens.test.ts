import axe from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { cleanUpAfterwards } from '../e2e/clean-up.js';
import { openBrowser } from './browser.js';
import { startThreeOrigins, type ThreeOrigins } from './three-origins.js';

jest.setTimeout(120_000);

const later = cleanUpAfterwards();
let browser: BrowserContext;
let origins: ThreeOrigins;
let sheet: string;

beforeAll(async () => {
  browser = await openBrowser(later);
  origins = await startThreeOrigins(later);
  await origins.encode('sheet', { spriteColumns: 3 });
  sheet = `${origins.apiUrl}/Videos/sheet/ContactSheet`;
});

/** The page as somebody sees it, and whatever the browser complains about. */
async function open(url: string, width = 1280, colorScheme: 'light' | 'dark' = 'light') {
  const page = await browser.newPage();
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', ({ message }) => complaints.push(message));
  await page.goto(url, { waitUntil: 'networkidle' });
  return { page, complaints };
}

/** What https://github.com/dequelabs/axe-core finds wrong by WCAG 2.2 AA: the rule, and the first element that breaks it. */
async function findingsIn(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await page.evaluate<axe.AxeResults>(`axe.run({ runOnly: ${JSON.stringify(tags)} })`);
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

describe('the contact sheet on every screen', () => {
  it.each([
    [1280, 'light'],
    [1280, 'dark'],
    [390, 'dark'],
    [320, 'light'],
  ] as const)('is accessible %d pixels wide in %s', async (width, colorScheme) => {
    const { page, complaints } = await open(sheet, width, colorScheme);
    expect(await findingsIn(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(complaints).toEqual([]);
  });

  it('has targets large enough for fingers on a phone', async () => {
    const { page } = await open(sheet, 390);
    const heights = await page.evaluate<number[]>(
      `Array.from(document.querySelectorAll('button, input'), (one) => one.getBoundingClientRect().height)`,
    );
    expect(heights.length).toBeGreaterThan(10);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
  });

  it.each([1280, 320])('shows the storyboard as wide as its bar, %d pixels wide', async (width) => {
    const { page } = await open(sheet, width);
    const widthsOf = `Array.from(document.querySelectorAll('.scrubber > svg, .scrubber > input'), (one) => one.getBoundingClientRect().width)`;
    const [picture, bar] = await page.evaluate<number[]>(widthsOf);
    expect(picture).toBe(bar);
    // As of an upright video.
    await page.evaluate(`document.querySelector('.scrubber > svg').setAttribute('width', '240')`);
    expect(await page.evaluate(widthsOf)).toEqual([240, 240]);
  });

  it('does not shift when its images load', async () => {
    const { page } = await open(sheet);
    const shifts = `new Promise((resolve) => {
      const seen = [];
      new PerformanceObserver((list) => seen.push(...list.getEntries())).observe({ type: 'layout-shift', buffered: true });
      requestAnimationFrame(() => setTimeout(() => resolve(seen.map(({ value }) => value))));
    })`;
    expect(await page.evaluate<number[]>(shifts)).toEqual([]);
  });

  it('keeps the key of its address for links to its other parts, and for nothing else', async () => {
    const { page } = await open(`${sheet}?code=secret&series=${await firstSeries()}`);
    const hrefs = await page.evaluate<string[]>(`Array.from(document.links, ({ href }) => href)`);
    const withKey = hrefs.filter((href) => href.includes('secret'));
    expect(withKey.filter((href) => !href.startsWith(`${sheet}?`))).toEqual([]);
    expect(withKey).toContain(`${sheet}?code=secret`);
    expect(await (await fetch(`${sheet}?code=secret`)).text()).not.toContain('secret');
  });

  it('says when its URLs have ended', async () => {
    const page = await browser.newPage();
    await page.clock.install();
    await page.goto(sheet);
    const notice = page.getByRole('alert');
    expect(await notice.count()).toBe(0);
    await page.clock.fastForward('49:00:00');
    expect(await notice.innerText()).toContain('The URLs on this page have ended. Get fresh ones');
  });

  it('is a page as well for an unknown video', async () => {
    const { page } = await open(sheet.replace('/sheet/', '/nobody/'), 800, 'dark');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('No such video');
    expect(await findingsIn(page)).toEqual([]);
  });
});

/** The key of a series, as the page names it. */
async function firstSeries(): Promise<string> {
  const [, key = ''] = /id="series-([^"]+)"/.exec(await (await fetch(sheet)).text()) ?? [];
  return key;
}
