import * as z from 'zod';
import type { Kind } from '../../domain/series.js';
import type { UrlLife } from '../../domain/signing-window.js';
import type { StoryboardQuery } from '../../domain/storyboard.js';
import { BadRequest, type BadValue } from '../problem.js';
import type { Asked } from '../request.js';

const KINDS: Record<string, Kind> = { poster: 'Poster', thumbnail: 'Thumbnail', sprite: 'Sprite' };
const MAX_HEIGHT = 100_000;

const wholeNumber = (max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= 1 && value <= max);

const storyboardQuery = z.object({
  kind: z
    .string()
    .transform((text) => text.split(',').map((name) => KINDS[name.trim().toLowerCase()]))
    .refine((kinds): kinds is Kind[] => kinds.every((kind) => kind !== undefined))
    .optional(),
  height: wholeNumber(MAX_HEIGHT).optional(),
  urls: z.literal('sas').optional(),
  ttl: wholeNumber(999_999_999).optional(),
  format: z.enum(['cues', 'storyboard']).default('cues'),
});
const REASONS: Record<string, string> = {
  kind: 'must be Poster, Thumbnail or Sprite, or several of them with commas between',
  height: `must be a whole number from 1 to ${MAX_HEIGHT}`,
  urls: 'must be sas',
  ttl: 'must be a whole number of seconds, from 1',
  format: 'must be cues or storyboard',
};

export interface AskedStoryboard {
  wanted: StoryboardQuery;
  life: UrlLife;
  format: 'cues' | 'storyboard';
}

/** Which storyboard is asked for; parameters that we do not know are let pass. Throws `BadRequest` with all that is wrong. */
export function readStoryboardQuery({ query }: Pick<Asked, 'query'>): AskedStoryboard {
  const given = Object.keys(storyboardQuery.shape).map((name): [string, unknown] => {
    const [value, ...others] = query.getAll(name);
    return [name, others.length === 0 ? value : undefined];
  });
  const twice = given.map(([name]) => name).filter((name) => query.getAll(name).length > 1);
  const result = storyboardQuery.safeParse(Object.fromEntries(given));
  const errors: BadValue[] = [
    ...twice.map((name) => ({ name, reason: 'must be given once' })),
    ...(result.error?.issues ?? []).map(({ path }) => toBadValue(String(path[0]))),
  ];
  if (!result.success || errors.length > 0) throw new BadRequest(errors);
  const { kind: kinds, height, ttl: ttlSeconds, format } = result.data;
  return {
    wanted: { ...(kinds && { kinds }), ...(height !== undefined && { height }) },
    life: ttlSeconds === undefined ? {} : { ttlSeconds },
    format,
  };
}

function toBadValue(name: string): BadValue {
  return { name, reason: REASONS[name] ?? 'cannot be used' };
}
