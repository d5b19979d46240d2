import * as z from 'zod';

/** A version of the storage API; older ones know no user delegation key, or not all that we sign with one. */
export const sasVersion = z
  .string()
  .refine(
    (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && text >= '2020-12-06',
    'must be a version such as 2025-11-05, from 2020-12-06 on',
  );
