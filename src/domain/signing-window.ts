import { sha256Hex } from './text.js';

/** How long signatures live, in milliseconds, and by how many minutes the bounds of keys are moved (revocation). */
export interface SigningPolicy {
  windowMs: number;
  minimumLifeMs: number;
  /** For a caller who asks for a longer life; the minimum where that is more. */
  maximumLifeMs: number;
  epochMinutes: number;
}

/** One period in which all signatures of a video are the same, byte for byte. */
export interface SigningWindow {
  /** When the window began; which key signs follows from it, not from the present. */
  start: Date;
  notBefore: Date;
  /** `se` of the SAS: a URL that is given out in this window lives for at least the minimum life. */
  expires: Date;
  /** How long the URL works at least after the window has ended. */
  lifeMs: number;
}

/** What a caller may ask of URLs: to live longer, and to end with something that leads to them. */
export interface UrlLife {
  /** Whole seconds that a URL shall work at least. */
  ttlSeconds?: number;
  notAfter?: Date;
}

/** Clocks differ: a SAS that begins now is refused by a storage server that is behind (Microsoft's guidance: 15 minutes). */
const BACKDATED_MS = 15 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/**
 * The window that `now` falls in. `seed` shifts the grid, so that not all videos roll over at once and a re-encode
 * under the same names gets new URLs.
 */
export function signingWindow(now: Date, seed: string, policy: SigningPolicy, asked: UrlLife = {}): SigningWindow {
  const { windowMs } = policy;
  // Whole seconds, since a SAS carries no finer ones.
  const offset = (parseInt(sha256Hex(seed).slice(0, 12), 16) % (windowMs / 1000)) * 1000;
  const start = Math.floor((now.getTime() - offset) / windowMs) * windowMs + offset;
  const ends = start + windowMs;
  const expires = Math.min(ends + lifeOf(asked, policy), asked.notAfter?.getTime() ?? Infinity);
  return {
    start: new Date(start),
    notBefore: new Date(start - BACKDATED_MS),
    expires: new Date(expires),
    lifeMs: Math.max(0, expires - ends),
  };
}

/** In whole minimum lives, so that callers who ask for about the same get the same URLs. */
function lifeOf({ ttlSeconds = 0 }: UrlLife, { minimumLifeMs, maximumLifeMs }: SigningPolicy): number {
  const lives = Math.ceil((ttlSeconds * 1000) / minimumLifeMs);
  return Math.max(minimumLifeMs, Math.min(lives * minimumLifeMs, maximumLifeMs));
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
