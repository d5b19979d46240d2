import { existsSync } from 'node:fs';

/** Where Chromium and Chrome lie after an ordinary installation; Debian's Chromium first. */
const DEFAULT_LOCATIONS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The browser to test with: the one that `CHROMIUM` names, else one in a usual place. Throws what to do without one. */
export function findChromium(
  { CHROMIUM: named }: { CHROMIUM?: string | undefined },
  isThere: (path: string) => boolean = existsSync,
): string {
  if (named !== undefined && named !== '') {
    if (isThere(named)) return named;
    throw new Error(`CHROMIUM names ${named}, and there is no such file.`);
  }
  const found = DEFAULT_LOCATIONS.find(isThere);
  if (found !== undefined) return found;
  throw new Error(
    'These tests need Chromium or Chrome, and there is none in the usual places. Install it (Debian and Ubuntu: ' +
      'apt-get install chromium; macOS: brew install --cask chromium), or say where it is in the variable CHROMIUM.',
  );
}
