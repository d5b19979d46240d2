import { build } from 'esbuild';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';

/** `name@version/path` behind the CDN's address; `/+esm` at the end asks for a module with its imports in it. */
const ON_CDN = /^https:\/\/cdn\.jsdelivr\.net\/npm\/((?:@[^/]+\/)?[^/@]+)@[^/]+\/(.+?)(\/\+esm)?$/;
/** Where Plyr fetches its icons, unasked. */
const OF_PLYR = /^https:\/\/cdn\.plyr\.io\/([^/]+)\//;

/**
 * Gives pages the installed packages where they ask the CDN for them, whatever the version, and lets them reach nothing else
 * that is not on this machine. It also switches the browser's cache off.
 */
export async function servePackages(browser: BrowserContext): Promise<void> {
  await browser.route(/^https?:/, async (route) => {
    const url = route.request().url().replace(OF_PLYR, 'https://cdn.jsdelivr.net/npm/plyr@$1/dist/');
    if (/^127\.0\.0\.1$|(^|\.)localhost$/.test(new URL(url).hostname)) return route.continue();
    const [, name, path, isModule] = ON_CDN.exec(url) ?? [];
    if (name === undefined || path === undefined) return route.abort();
    const file = join('node_modules', name, path);
    const headers = { 'access-control-allow-origin': '*' };
    if (isModule === undefined) return route.fulfill({ path: file, headers });
    return route.fulfill({ contentType: 'text/javascript', body: await bundled(file), headers });
  });
}

/** What the CDN makes of a module that imports others. */
async function bundled(file: string): Promise<string> {
  const { outputFiles } = await build({ entryPoints: [file], bundle: true, format: 'esm', write: false });
  return outputFiles.map(({ text }) => text).join('');
}
