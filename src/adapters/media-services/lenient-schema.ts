import * as z from 'zod';

/**
 * What an answer holds, as the client hands it on: it keeps nulls, and values of another type than it says. A member that is
 * null, empty or of another type is not there.
 */
export const text = z
  .string()
  .min(1)
  .refine((given) => given.isWellFormed())
  .optional()
  .catch(undefined);

/** A list keeps its length: what cannot be read in it is `instead`, since positions tell what belongs together. */
export function listOf<Schema extends z.ZodType>(one: Schema, instead: NoInfer<z.output<Schema>>) {
  return z
    .array(one.catch(() => instead))
    .optional()
    .catch(undefined);
}
