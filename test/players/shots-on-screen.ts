import type { Locator } from 'playwright-core';
import { shotShown } from './coloured-clip.js';

/** Which shot a picture of the page shows, from 0. */
export async function shotIn(picture: Locator): Promise<number | undefined> {
  await picture.scrollIntoViewIfNeeded();
  return shotShown(await picture.screenshot());
}

/** The same of each of several. */
export async function shotsIn(pictures: Locator): Promise<(number | undefined)[]> {
  const shots = [];
  for (const picture of await pictures.all()) shots.push(await shotIn(picture));
  return shots;
}
