import * as z from 'zod';
import { LIMITS } from '../../domain/limits.js';
import { firstEntries } from '../first-entries.js';

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
