import type { Page } from 'playwright-core';
import { until } from '../e2e/until.js';
import { CLIP_SECONDS, shotShown } from './coloured-clip.js';

/** Where a player takes the pointer, and where it then shows a preview. Selectors look into open shadow roots. */
interface Player {
  timeline: string;
  preview: string;
  /** What a person clicks first, where there is no time line before that. */
  begin?: string;
}

/** By the names that docs/players.md gives them. */
export const PLAYERS = {
  'media-chrome': { timeline: 'media-time-range', preview: 'media-preview-thumbnail' },
  vidstack: { timeline: 'media-time-slider', preview: '.vds-slider-thumbnail' },
  plyr: { timeline: '.plyr__progress', preview: '.plyr__preview-thumb__image-container' },
  'video.js': {
    timeline: '.vjs-progress-holder',
    preview: '.vjs-vtt-thumbnail-display',
    begin: '.vjs-big-play-button',
  },
} satisfies Record<string, Player>;
export type PlayerName = keyof typeof PLAYERS;

/** Waits until the player knows the video's duration and shows a time line. */
export async function getReady(page: Page, { timeline, begin }: Player): Promise<void> {
  await page.waitForFunction(`document.querySelector('video')?.readyState > 0`);
  if (begin !== undefined) await page.locator(begin).click();
  await page.locator(timeline).first().waitFor();
}

/** Points at this second of the time line until its preview shows the shot; throws what it shows instead. */
export async function expectPreview(page: Page, player: Player, second: number, shot: number): Promise<void> {
  let shown: string | number = 'nothing';
  const look = async () => {
    const picture = await previewAt(page, player, second);
    shown = picture === undefined ? 'nothing' : ((await shotShown(picture)) ?? 'none of the shots');
    return shown === shot || undefined;
  };
  await until(`shot ${shot} at ${second} s`, look, PREVIEW_WITHIN_MS).catch(() => undefined);
  expect(`at ${second} s: ${shown}`).toBe(`at ${second} s: ${shot}`);
}

const PREVIEW_WITHIN_MS = 10_000;

/** A picture of the preview, as it is on the screen; undefined while there is none. */
async function previewAt(page: Page, { timeline, preview }: Player, second: number): Promise<Buffer | undefined> {
  const bar = await page.locator(timeline).first().boundingBox();
  if (bar === null) return undefined;
  const x = bar.x + (bar.width * second) / CLIP_SECONDS;
  const y = bar.y + bar.height / 2;
  // From a little beside it: a preview comes when the pointer moves.
  await page.mouse.move(x - 4, y);
  await page.mouse.move(x, y, { steps: 4 });
  const box = await page.locator(preview).first().boundingBox();
  if (box === null || box.width < MIN_WIDTH || box.height < MIN_WIDTH) return undefined;
  // What is in its middle: players round its corners and write the time on its lower part.
  const [left, top] = [box.x + box.width * 0.3, box.y + box.height * 0.2];
  return page.screenshot({ clip: { x: left, y: top, width: box.width * 0.4, height: box.height * 0.4 } });
}

const MIN_WIDTH = 16;
