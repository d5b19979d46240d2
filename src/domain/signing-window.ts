import { sha256Hex } from './hash.js';

/** How long signatures live, in milliseconds, and by how many minutes the bounds of keys are moved (revocation). */
export interface SigningPolicy {
  windowMs: number;
  minimumLifeMs: number;
  epochMinutes: number;
}

/** One period in which all signatures of a video are the same, byte for byte. */
export interface SigningWindow {
  /** When the window began; which key signs follows from it, not from the present. */
  start: Date;
  /** `st` of the SAS. */
  notBefore: Date;
  /** `se` of the SAS: whoever gets the URL in this window has at least the minimum life left. */
  expires: Date;
}

/** Clocks differ: a SAS that begins now is refused by a storage server that is behind (Microsoft's guidance: 15 minutes). */
const BACKDATED_MS = 15 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/**
 * The window that `now` falls in. `seed` shifts the grid, so that not all videos roll over at once and a re-encode
 * under the same names gets new URLs.
 */
export function signingWindow(now: Date, seed: string, { windowMs, minimumLifeMs }: SigningPolicy): SigningWindow {
  // Whole seconds, since a SAS carries no finer ones.
  const offset = (parseInt(sha256Hex(seed).slice(0, 12), 16) % (windowMs / 1000)) * 1000;
  const start = Math.floor((now.getTime() - offset) / windowMs) * windowMs + offset;
  return {
    start: new Date(start),
    notBefore: new Date(start - BACKDATED_MS),
    expires: new Date(start + windowMs + minimumLifeMs),
  };
}

/**
 * Start and expiry of the user delegation key for a window: the same for a whole UTC day and on every instance, so that
 * the same URLs come out. Four days in all, within the seven that Azure allows.
 */
export function delegationKeyBounds(
  { start }: SigningWindow,
  { epochMinutes }: SigningPolicy,
): { start: Date; expiry: Date } {
  const shift = epochMinutes * 60_000;
  const day = Math.floor((start.getTime() - shift) / DAY_MS) * DAY_MS + shift;
  return { start: new Date(day - DAY_MS), expiry: new Date(day + 3 * DAY_MS) };
}
