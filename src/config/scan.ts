import * as z from 'zod';

/** Calls of one run; fewer than a few rows may cost would get nowhere. 0 is no run at all. */
export const scanCalls = z.coerce
  .number('must be a number')
  .int('must be whole')
  .max(100_000)
  .refine((calls) => calls === 0 || calls >= 20, 'must be 0, or 20 and more')
  .default(200);

/** An NCRONTAB expression: the platform reads it; what surely is none would leave the app without its functions. */
export const scanSchedule = z
  .string()
  .regex(/^[\w*/,-]+( [\w*/,-]+){5}$/, 'must be six fields, from the second to the day of the week')
  .default('0 17 * * * *');
