import { parse } from 'tinyduration';
import { LIMITS } from '../domain/limits.js';

/**
 * An ISO 8601 duration such as `PT1M10.304S` in milliseconds; undefined for another text, or for years and months. The
 * library takes quadratic time: 20,000 digits would take 0.7 s.
 */
export function isoDurationMs(text: string): number | undefined {
  if (text.length > LIMITS.valueCharacters) return undefined;
  try {
    const { years, months, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0, negative } = parse(text);
    if (years !== undefined || months !== undefined || negative === true) return undefined;
    const ms = Math.round((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1000);
    return Number.isSafeInteger(ms) ? ms : undefined;
  } catch {
    return undefined;
  }
}
