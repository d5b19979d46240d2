import * as z from 'zod';
import { MAX_PAGE } from '../application/list-thumbnails.js';
import { KINDS } from '../domain/placed-series.js';
import type { Kind } from '../domain/series.js';

/** Pages of the largest video are fewer. */
export const MAX_SHEET_PAGE = 999_999;
/** Far beyond any image and any video, and still exact in every sum. */
export const MAX_PIXELS = 100_000;
export const MAX_SECONDS = 10_000_000;

/** A query parameter: what may stand in it, in words for whoever wrote something else, and how its value is written. */
interface Parameter<Value> {
  value: z.ZodType<Value, string>;
  must: string;
  toText: (value: Value) => string;
}

function parameter<Value>(
  value: z.ZodType<Value, string>,
  must: string,
  toText: (value: Value) => string = String,
): Parameter<Value> {
  return { value, must, toText };
}

function whole(least: number, most: number): Parameter<number> {
  const isWithin = (number: number): boolean => number >= least && number <= most;
  const value = z
    .string()
    .regex(new RegExp(`^\\d{1,${String(most).length}}$`))
    .transform(Number)
    .refine(isWithin);
  return parameter(value, `must be a whole number from ${least} to ${most}`);
}

/** Seconds as a caller writes them; milliseconds inside. */
const seconds = parameter(
  z
    .string()
    .regex(/^\d{1,8}(\.\d{1,20})?$/)
    .transform((text) => Math.round(Number(text) * 1000))
    .refine((ms) => ms <= MAX_SECONDS * 1000),
  `must be a number of seconds from 0 to ${MAX_SECONDS}`,
  (ms) => String(ms / 1000),
);

const kinds = z.string().transform((text, context): Kind[] => {
  const asked = text.split(',').map((name) => KINDS.find((kind) => kind.toLowerCase() === name.trim().toLowerCase()));
  if (asked.includes(undefined)) context.addIssue('not a kind');
  return KINDS.filter((kind) => asked.includes(kind));
});

/** Everything that a query may ask; each route takes those that mean something to it. In the order of their normal form. */
export const PARAMETERS = {
  kind: parameter(kinds, `must be one or more of ${KINDS.join(', ')}, with commas between them`, (all) =>
    all.join(','),
  ),
  minHeight: whole(1, MAX_PIXELS),
  height: whole(1, MAX_PIXELS),
  from: seconds,
  to: seconds,
  at: seconds,
  format: parameter(z.enum(['cues', 'storyboard']), 'must be cues or storyboard'),
  expand: parameter(z.enum(['details']), 'must be details'),
  urls: parameter(z.enum(['sas', 'permalink']), 'must be sas or permalink'),
  /** As large as anybody likes: what is allowed is less, and the signer knows how much. */
  ttl: parameter(
    z
      .string()
      .regex(/^0*[1-9]\d*$/)
      .transform((text) => Math.min(Number(text), Number.MAX_SAFE_INTEGER)),
    'must be a whole number of seconds from 1 on',
  ),
  limit: whole(1, MAX_PAGE),
  continuation: parameter(z.string().min(1).max(100), 'must come from the link to the next page'),
  /** As domain/sheet-cells.ts names a series. */
  series: parameter(
    z.string().regex(/^[0-9a-f]{10}-[0-9a-f]{8,16}-\d{1,6}x\d{1,6}$/),
    'must come from a link on the contact sheet',
  ),
  page: whole(1, MAX_SHEET_PAGE),
};

export type ParameterName = keyof typeof PARAMETERS;
export type ParameterValues<Name extends ParameterName> = {
  [One in Name]?: z.output<(typeof PARAMETERS)[One]['value']>;
};
