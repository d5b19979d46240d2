import type { HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import type { FailingPart } from '../application/check-readiness.js';
import { Failure, type FailureCode } from '../application/failure.js';

/** By the ends of problem types that callers may tell apart; those ends never change. */
export const PROBLEMS = {
  'bad-request': { status: 400, title: 'The request has values that cannot be used' },
  'links-off': { status: 400, title: 'This app makes no permalinks' },
  forbidden: { status: 403, title: 'The request may not do this' },
  'video-not-found': { status: 404, title: 'No such video' },
  'thumbnail-not-found': { status: 404, title: 'The video has no such thumbnail' },
  pending: { status: 404, title: 'The video has no thumbnails yet: a job is at work on it' },
  failed: { status: 404, title: 'The video has no thumbnails: its encoding failed, was canceled or never ended' },
  'no-thumbnails': { status: 404, title: 'The video has no thumbnails: its encoding made none' },
  'no-timeline': { status: 404, title: 'The times of the images of this video are not known' },
  'link-not-found': { status: 404, title: 'The link leads nowhere, or does not any more' },
  'format-not-supported': { status: 404, title: 'The storyboard of this video cannot be written in this format' },
  'image-gone': { status: 404, title: 'The image is not in storage any more' },
  'image-too-large': { status: 502, title: 'The image is larger than this app serves' },
  'too-many-images': { status: 503, title: 'The app brings as many images as it can right now' },
  'ambiguous-video': { status: 409, title: 'The name belongs to more than one video' },
  unavailable: { status: 503, title: 'Storage does not answer, or refuses' },
  'bad-settings': { status: 503, title: 'The app is not set up: its settings are wrong' },
  'not-ready': { status: 503, title: 'The app is not ready' },
  internal: { status: 500, title: 'Something went wrong that should not' },
} satisfies Record<string, { status: number; title: string }>;
export type ProblemName = keyof typeof PROBLEMS;

const FAILURES: Record<FailureCode, ProblemName> = {
  'access-denied': 'unavailable',
  unavailable: 'unavailable',
  'lost-race': 'unavailable',
  'not-ready': 'unavailable',
  'not-published': 'unavailable',
  'too-large': 'internal',
  'ambiguous-video': 'ambiguous-video',
  forbidden: 'forbidden',
  'stale-continuation': 'bad-request',
  'links-off': 'links-off',
};

/** How soon a caller may try again when storage does not answer, or while a job is at work, in seconds. */
export const RETRY_AFTER = '10';
const PASSING: readonly ProblemName[] = ['unavailable', 'too-many-images', 'pending'];

/** A value of the request that cannot be used: which one, and why. */
export interface BadValue {
  name: string;
  reason: string;
}

/** The request cannot be answered; names everything wrong with it at once. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
  readonly values: readonly BadValue[];

  constructor(values: readonly BadValue[]) {
    super(values.map(({ name, reason }) => `${name}: ${reason}`).join('; '));
    this.values = values;
  }
}

function problemType(name: ProblemName): string {
  return `urn:stillframe:problem:${name}`;
}

/** The body of a problem, on its own or as a part of a response. */
export interface ProblemBody extends Record<string, unknown> {
  type: string;
  title: string;
  status: number;
}

/** An error's answer (RFC 9457). `members` are ours and safe to show; an SDK's message never is. */
export function problem(name: ProblemName, members: Record<string, unknown> = {}): HttpResponseInit {
  return {
    status: PROBLEMS[name].status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...(PASSING.includes(name) && { 'Retry-After': RETRY_AFTER }),
    },
    body: JSON.stringify(problemBody(name, members)),
  };
}

export function problemBody(name: ProblemName, members: Record<string, unknown> = {}): ProblemBody {
  const { status, title } = PROBLEMS[name];
  return { type: problemType(name), title, status, ...members };
}

/** The part of an error that callers may see, as what `problem` and `problemBody` take. */
export function toProblem(error: unknown): [name: ProblemName, members: Record<string, unknown>] {
  if (error instanceof BadRequest) return ['bad-request', { detail: error.message, errors: error.values }];
  if (!(error instanceof Failure)) return ['internal', {}];
  if (error.code === 'stale-continuation') {
    return toProblem(new BadRequest([{ name: 'continuation', reason: error.message }]));
  }
  const name = FAILURES[error.code];
  return [name, name === 'unavailable' ? {} : { detail: error.message }];
}

const badValues = z
  .array(z.object({ name: z.string(), reason: z.string() }))
  .meta({ description: 'Every value of the request that cannot be used.' });
const failingParts = z
  .array(z.object({ part: z.string(), reason: z.string() }))
  .meta({ description: 'What has to be put right.' });

/** RFC 9457, with the types that these names make. `instance` is not used: X-Request-Id tells requests apart. */
export function problemSchema(status: number, names: readonly ProblemName[]): z.ZodType {
  return z.object({
    type: z.enum(names.map(problemType)),
    title: z.string(),
    status: z.literal(status),
    detail: z.string().optional(),
    ...(names.includes('bad-request') && { errors: badValues.optional() }),
    ...(names.includes('not-ready') && { failing: failingParts }),
  });
}

export function problemExample(name: ProblemName): ProblemBody {
  const invalid = { name: 'limit', reason: 'must be a whole number from 1 to 5000' };
  const denied = { part: 'manifest table', reason: 'answered 403' };
  if (name === 'bad-request') return problemBody(...toProblem(new BadRequest([invalid])));
  return problemBody(name, name === 'not-ready' ? notReady([denied]) : {});
}

/** The members of `not-ready`. */
export function notReady(failing: readonly FailingPart[]) {
  return {
    detail: failing.map(({ part, reason }) => `${part}: ${reason}`).join('; '),
    failing: failing.map(({ part, reason }) => ({ part, reason })),
  };
}
