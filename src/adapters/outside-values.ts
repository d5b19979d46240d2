import { parse } from 'tinyduration';
import * as z from 'zod';
import { LIMITS } from '../domain/limits.js';

/** A schema of a list that looks at its first entries alone: a megabyte of JSON holds 350,000, which take 0.4 s. */
export function firstEntries<Schema extends z.ZodType>(list: Schema) {
  return z.preprocess((given) => (Array.isArray(given) ? given.slice(0, LIMITS.jsonEntries) : given), list);
}

/**
 * A text of an answer. The client passes on nulls and values of other types than it declares: a member that is null, empty, too
 * long or of another type counts as absent.
 */
export const text = z
  .string()
  .min(1)
  .max(LIMITS.nameCharacters)
  .refine((given) => given.isWellFormed())
  .optional()
  .catch(undefined);

/** A list keeps its length: an item that cannot be read becomes `instead`, since items belong together by position. */
export function listOf<Schema extends z.ZodType>(one: Schema, instead: NoInfer<z.output<Schema>>) {
  return firstEntries(z.array(one.catch(() => instead)))
    .optional()
    .catch(undefined);
}

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
