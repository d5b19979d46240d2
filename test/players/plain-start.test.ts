import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { waitForThumbnails } from '../../local/ask-api.js';
import { encodeVideo } from '../../local/encode-video.js';
import { freeStackPorts } from '../../local/free-ports.js';
import { startStack, type Stack } from '../../local/stack.js';
import { cleanUpAfterwards, temporaryFolder } from '../e2e/clean-up.js';
import { openBrowser } from './browser.js';
import { makeColouredClip, SHOT_SECONDS } from './coloured-clip.js';
import { servePackages } from './packages.js';
import { startPageServer, type PageServer } from './page-server.js';
import { expectPreview, getReady, PLAYERS, type PlayerName } from './players.js';
import { fillIn, snippetFor } from './snippets.js';

jest.setTimeout(120_000);

const later = cleanUpAfterwards();
let browser: BrowserContext;
let pages: PageServer;
let stack: Stack;
let request: string;

beforeAll(async () => {
  browser = await openBrowser(later);
  await servePackages(browser);
  const folder = await temporaryFolder(later);
  const file = await makeColouredClip(folder);
  pages = await startPageServer(later, file);
  const ports = await freeStackPorts();
  const options = { dataFolder: join(folder, 'data'), auth: false, verbose: false, onLine: () => undefined };
  stack = await startStack({ ...options, ports });
  later(() => stack.stop());
  const wish = { file, videoId: 'clip', everyMs: SHOT_SECONDS * 1000, heights: [90], spriteColumns: undefined };
  await encodeVideo(stack.encoderUrl, wish, { uploading: () => undefined, encoding: () => undefined });
  ({ request } = await waitForThumbnails(stack, 'clip', 30_000));
});

/** A browser resolves every name below localhost to this machine, and each is another site. */
const asForeign = (url: string): string => url.replace(/\/\/(localhost|127\.0\.0\.1):/, '//foreign.localhost:');

describe('with nothing set, npm start', () => {
  it.each(Object.keys(PLAYERS) as PlayerName[])('lets %s on a page of this machine show previews', async (name) => {
    const page = await browser.newPage();
    const lines = fillIn(snippetFor(name), pages.videoUrl, `${request}.vtt`);
    await page.goto(pages.show(name, lines));
    await getReady(page, PLAYERS[name]);
    await expectPreview(page, PLAYERS[name], 12, 2);
    await page.close();
  });

  it('lets a page of another site read nothing and start nothing', async () => {
    const page = await browser.newPage();
    const statuses: number[] = [];
    page.on('response', (response) => {
      if (response.url().startsWith(stack.apiUrl)) statuses.push(response.status());
    });
    await page.goto(asForeign(pages.show('foreign', '')));
    const read = `fetch('${request}').then((answer) => answer.text(), () => 'not readable')`;
    expect(await page.evaluate(read)).toBe('not readable');
    const event = { id: 'forged', eventType: 'Microsoft.Media.JobFinished', data: {} };
    const forge = `fetch('${stack.apiUrl}/admin/functions/recordThumbnails', {
      method: 'POST', mode: 'no-cors', body: ${JSON.stringify(JSON.stringify({ input: JSON.stringify(event) }))} })`;
    await page.evaluate(`${forge}.then(() => 'sent')`);
    expect(statuses).toEqual([403]);
    await page.close();
  });

  it('answers no page whose own name leads to this machine', async () => {
    const page = await browser.newPage();
    const answer = await page.goto(asForeign(request));
    expect(answer?.status()).toBe(403);
    expect(await page.content()).not.toContain('sig=');
    await page.close();
  });
});
