import type { HttpResponseInit } from '@azure/functions';
import { Failure, type FailureCode } from '../application/failure.js';
import type { NoImages } from '../domain/video.js';

/** The ends of problem types that callers may tell apart; they never change. */
export type ProblemName =
  | 'bad-request'
  | 'video-not-found'
  | 'thumbnail-not-found'
  | NoImages
  | 'no-timeline'
  | 'link-not-found'
  | 'image-gone'
  | 'image-too-large'
  | 'too-many-images'
  | 'links-off'
  | 'format-not-supported'
  | 'ambiguous-video'
  | 'forbidden'
  | 'unavailable'
  | 'bad-settings'
  | 'not-ready'
  | 'internal';

export const PROBLEMS: Record<ProblemName, { status: number; title: string }> = {
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
  unavailable: { status: 503, title: 'Storage does not answer right now' },
  'bad-settings': { status: 503, title: 'The app is not set up: its settings are wrong' },
  'not-ready': { status: 503, title: 'The app is not ready' },
  internal: { status: 500, title: 'Something went wrong that should not' },
};

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

export function problemType(name: ProblemName): string {
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

/** The only place where errors become answers. */
export function toProblemResponse(error: unknown): HttpResponseInit {
  const { name, members } = toProblem(error);
  return problem(name, members);
}

/** The same for an answer of which only a part failed. */
export function toProblemBody(error: unknown): ProblemBody {
  const { name, members } = toProblem(error);
  return problemBody(name, members);
}

export function problemBody(name: ProblemName, members: Record<string, unknown>): ProblemBody {
  const { status, title } = PROBLEMS[name];
  return { type: problemType(name), title, status, ...members };
}

/** The part of an error that callers may see. */
function toProblem(error: unknown): { name: ProblemName; members: Record<string, unknown> } {
  if (error instanceof BadRequest) {
    return { name: 'bad-request', members: { detail: error.message, errors: error.values } };
  }
  if (!(error instanceof Failure)) return { name: 'internal', members: {} };
  if (error.code === 'stale-continuation') {
    return toProblem(new BadRequest([{ name: 'continuation', reason: error.message }]));
  }
  const name = FAILURES[error.code];
  return { name, members: name === 'unavailable' ? {} : { detail: error.message } };
}
