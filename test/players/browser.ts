import { chromium, type BrowserContext } from 'playwright-core';
import { temporaryFolder, type Later } from '../e2e/clean-up.js';
import { findChromium } from './find-chromium.js';

/** Containers run as root, without a graphics card; nothing but what the pages ask for may go over the network. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Wide and high enough that players show all of their controls. */
const VIEWPORT = { width: 1280, height: 800 };

/** A real browser with an empty profile, which keeps a cache on disk as everybody's does. */
export async function openBrowser(later: Later, { javaScriptEnabled = true } = {}): Promise<BrowserContext> {
  const executablePath = findChromium(process.env);
  const profile = await temporaryFolder(later);
  const browser = await chromium.launchPersistentContext(profile, {
    ...{ executablePath, args: FLAGS, viewport: VIEWPORT, javaScriptEnabled },
    // Copying is what a person's own click allows; reading what was copied is what a test needs.
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  later(() => browser.close());
  return browser;
}
