import type { PresetPosition } from '../../domain/preset-position.js';
import { LIMITS } from '../../domain/limits.js';
import { isoDurationMs } from '../iso-duration.js';

/**
 * A position as presets write it: `PT5S`, `10%`, `{Best}`, a number of frames, or `00:00:05` as in presets of v2.
 * Undefined for anything else.
 * https://learn.microsoft.com/rest/api/media/transforms/create-or-update#jpgimage
 */
export function readPresetPosition(text: string): PresetPosition | undefined {
  if (text.length > LIMITS.valueCharacters) return undefined;
  const trimmed = text.trim();
  if (/^\{best\}$/i.test(trimmed)) return { unit: 'best' };
  if (/^\d+$/.test(trimmed)) return { unit: 'frames', value: Number(trimmed) };
  if (/^\d+(\.\d+)?\s*%$/.test(trimmed)) return { unit: 'percent', value: parseFloat(trimmed) };
  const clock = /^(\d+):(\d{1,2}):(\d{1,2}(?:\.\d+)?)$/.exec(trimmed);
  if (clock !== null) {
    const [hours = 0, minutes = 0, seconds = 0] = clock.slice(1).map(Number);
    return { unit: 'ms', value: Math.round((hours * 60 + minutes) * 60_000 + seconds * 1000) };
  }
  const value = isoDurationMs(trimmed.toUpperCase());
  return value === undefined ? undefined : { unit: 'ms', value };
}
