import type { EventGridHandler, HttpHandler, TimerHandler } from '@azure/functions';
import type { Config } from './config.js';
import { answer } from './http/answer.js';
import { notReady } from './http/health.js';
import { problem } from './http/problem.js';

/** What the doors open to. */
export interface Doors {
  /** The key level of the data routes. */
  httpAuthLevel: Config['httpAuthLevel'];
  listThumbnails: HttpHandler;
  getThumbnail: HttpHandler;
  getVideoStatus: HttpHandler;
  forgetVideo: HttpHandler;
  getReadiness: HttpHandler;
  recordThumbnails: EventGridHandler;
  reconcileSchedule: string;
  reconcileManifests: TimerHandler;
}

/** Doors for bad settings: they are there, since an app without functions leaves an operator with nothing to look at. */
export function closedDoors(problems: readonly string[]): Doors {
  const closed = answer(() => problem('bad-settings', { detail: 'see /api/health/ready for what is wrong' }));
  const refuse = () => Promise.reject(new Error(`the settings are wrong: ${problems.join('; ')}`));
  return {
    httpAuthLevel: 'function',
    listThumbnails: closed,
    getThumbnail: closed,
    getVideoStatus: closed,
    forgetVideo: closed,
    getReadiness: answer((_, log) =>
      notReady(
        problems.map((reason) => ({ part: 'settings', reason })),
        log,
      ),
    ),
    recordThumbnails: refuse,
    // A door wants a schedule; whatever it is, nothing is done.
    reconcileSchedule: '0 0 0 1 1 *',
    reconcileManifests: refuse,
  };
}
