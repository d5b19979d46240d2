import * as z from 'zod';

/**
 * A text of an answer. The client passes on nulls and values of other types than it declares: a member that is null, empty or
 * of another type counts as absent.
 */
export const text = z
  .string()
  .min(1)
  .refine((given) => given.isWellFormed())
  .optional()
  .catch(undefined);

/** A list keeps its length: an item that cannot be read becomes `instead`, since items belong together by position. */
export function listOf<Schema extends z.ZodType>(one: Schema, instead: NoInfer<z.output<Schema>>) {
  return z
    .array(one.catch(() => instead))
    .optional()
    .catch(undefined);
}
