import type { EventGridHandler, HttpHandler, TimerHandler } from '@azure/functions';
import type { Config } from './config.js';
import { answer } from './http/answer.js';
import { makePreflightHandler } from './http/cors.js';
import { makeGetContractHandler } from './http/get-contract.js';
import { notReady } from './http/health.js';
import { problem } from './http/problem.js';

/** The doors for requests that need the settings; each has its file in functions/. */
export const QUERY_DOORS = [
  'listThumbnails',
  'listManyThumbnails',
  'getThumbnail',
  'showThumbnail',
  'getWebVtt',
  'getStoryboard',
  'getPlaylist',
  'showContactSheet',
  'getLinks',
  'followLink',
  'getVideoStatus',
  'deleteVideo',
  'getReadiness',
] as const;
export type QueryDoor = (typeof QUERY_DOORS)[number];

/** What the doors open to. */
export interface Doors extends Record<QueryDoor, HttpHandler> {
  /** The key level of the data routes. */
  httpAuthLevel: Config['httpAuthLevel'];
  getContract: HttpHandler;
  answerPreflight: HttpHandler;
  recordThumbnails: EventGridHandler;
  scanSchedule: string;
  scanLocations: TimerHandler;
  retrySchedule: string;
  retryPublications: TimerHandler;
}

export function byQueryDoor(handlerOf: (door: QueryDoor) => HttpHandler): Record<QueryDoor, HttpHandler> {
  return Object.fromEntries(QUERY_DOORS.map((door) => [door, handlerOf(door)])) as Record<QueryDoor, HttpHandler>;
}

/** Once a year: a timer's door wants a schedule also where there is nothing to do. */
export const SELDOM = '0 0 0 1 1 *';

/** Doors for bad settings: they are there, since an app without functions leaves an operator with nothing to look at. */
export function closedDoors(problems: readonly string[]): Doors {
  const closed = answer(() => problem('bad-settings', { detail: 'see /api/health/ready for what is wrong' }));
  const refuse = () => Promise.reject(new Error(`the settings are wrong: ${problems.join('; ')}`));
  return {
    httpAuthLevel: 'function',
    ...byQueryDoor(() => closed),
    getReadiness: answer((_, log) =>
      notReady(
        problems.map((reason) => ({ part: 'settings', reason })),
        log,
      ),
    ),
    getContract: answer(makeGetContractHandler()),
    answerPreflight: answer(makePreflightHandler([])),
    recordThumbnails: refuse,
    scanSchedule: SELDOM,
    scanLocations: refuse,
    retrySchedule: SELDOM,
    retryPublications: refuse,
  };
}
