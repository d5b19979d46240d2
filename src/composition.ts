import type { HttpHandler } from '@azure/functions';
import type { Clock } from './application/ports.js';
import { joinEvents } from './composition/join-events.js';
import { joinQueries } from './composition/join-queries.js';
import { connectPlumbing } from './composition/plumbing.js';
import { readConfig, type Config } from './config.js';
import { byQueryDoor, closedDoors, SELDOM, type Doors, type QueryDoor } from './doors.js';
import { answer, type Answer } from './http/answer.js';
import { allowOrigins, makePreflightHandler } from './http/cors.js';
import { makeDeliver } from './http/deliver.js';
import { makeGetContractHandler } from './http/get-contract.js';
import { withLog } from './log.js';

/** What an invocation could not publish is seldom and not urgent; one query finds it. */
const EVERY_QUARTER = '0 */15 * * * *';

/**
 * Joins the rooms by the settings in `env`. Settings are checked now, and clients are made at the first use. With bad
 * settings the doors are there all the same: HTTP answers 503, and events are refused so that Event Grid keeps them.
 */
export function compose(env: Readonly<Record<string, string | undefined>>, clock: Clock = () => new Date()): Doors {
  const read = readConfig(env);
  if ('problems' in read) return closedDoors(read.problems);
  const { config } = read;
  let joined: ReturnType<typeof join> | undefined;
  const rooms = () => (joined ??= join(config, clock));
  const deliver = makeDeliver();
  const open = (handle: Answer): HttpHandler => allowOrigins(config.corsAllowedOrigins, answer(handle, deliver));
  const query = (door: QueryDoor): HttpHandler => open((request, log) => rooms().queries[door](request, log));
  return {
    httpAuthLevel: config.httpAuthLevel,
    ...byQueryDoor(query),
    getContract: open(makeGetContractHandler()),
    answerPreflight: answer(makePreflightHandler(config.corsAllowedOrigins), deliver),
    scanSchedule: config.scan.schedule,
    scanLocations: (_, context) => withLog(context, 'walk', (log) => rooms().events.scan(log)),
    retrySchedule: config.topic === undefined ? SELDOM : EVERY_QUARTER,
    retryPublications: (_, context) => withLog(context, 'walk', (log) => rooms().events.retryPublications(log)),
    recordThumbnails: (event, context) => withLog(context, 'event', (log) => rooms().events.receiveEvent(event, log)),
  };
}

function join(config: Readonly<Config>, clock: Clock) {
  const plumbing = connectPlumbing(config, clock);
  return { queries: joinQueries(config, plumbing), events: joinEvents(config, plumbing) };
}

/** The app's own doors, by the settings of this process. */
export const doors = compose(process.env);
