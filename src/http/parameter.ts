import * as z from 'zod';
import type { BadValue } from './problem.js';

export interface DescribedParameter {
  description: string;
  schema: z.ZodType;
  /** A value that may be sent, and is by the tests. */
  example: string | number;
  /** Only where the route cannot answer without it; in a path always. */
  isRequired?: boolean;
}

/** A query parameter: `schema` describes what callers write, `fromText` reads it, `toText` gives its normal form. */
export interface QueryParameter extends DescribedParameter {
  fromText: z.ZodType<unknown, string>;
  /** What may stand in it, in words for a caller who wrote something else. */
  must: string;
  // The value is only known to each parameter; `never` lets every one of them be in a record.
  toText: (value: never) => string;
  /** Another parameter whose value it must exceed, or at least reach, where both are given. */
  moreThan?: string;
  atLeast?: string;
  /** Reads it from the whole address in place of `fromText`; adds what is wrong to `bad`. */
  readFrom?: (url: string, bad: BadValue[]) => unknown;
}

export type QueryParameters = Record<string, QueryParameter>;

export type ParameterValues<Query extends QueryParameters> = {
  [Name in keyof Query]?: Query[Name] extends { readFrom: (...args: never[]) => infer Value }
    ? Value
    : z.output<Query[Name]['fromText']>;
};

export function whole(least: number, most: number) {
  const fromText = z
    .string()
    .regex(new RegExp(`^\\d{1,${String(most).length}}$`))
    .transform(Number)
    .refine((number) => number >= least && number <= most);
  const schema = z.int().min(least).max(most);
  return { schema, fromText, must: `must be a whole number from ${least} to ${most}`, toText: String };
}

/** Far beyond any video, and still exact in every sum. */
const MAX_SECONDS = 10_000_000;

/** Seconds as a caller writes them; milliseconds inside. */
export const seconds = {
  schema: z.number().min(0).max(MAX_SECONDS),
  fromText: z
    .string()
    .regex(/^\d{1,8}(\.\d{1,20})?$/)
    .transform((text) => Math.round(Number(text) * 1000))
    .refine((ms) => ms <= MAX_SECONDS * 1000),
  must: `must be a number of seconds from 0 to ${MAX_SECONDS}`,
  toText: (ms: number) => String(ms / 1000),
};

export function oneOf<const Names extends readonly [string, ...string[]]>(names: Names) {
  const schema = z.enum(names);
  const must = `must be ${names.length > 2 ? `one of ${names.join(', ')}` : names.join(' or ')}`;
  return { schema, fromText: schema as z.ZodType<Names[number], string>, must, toText: String };
}

export function text(schema: z.ZodType<string, string>, must: string) {
  return { schema, fromText: schema, must, toText: String };
}
