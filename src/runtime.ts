import { app as host, type EventGridHandler, type HttpHandler, type TimerHandler } from '@azure/functions';
import { createApp, type App } from './app.js';
import { createClients } from './clients.js';
import { readConfig, type Config } from './config/config.js';
import { allowOrigins } from './http/cors.js';
import { createFinalizeResponse } from './http/finalize-response.js';
import { toAzureHandler, type Handler } from './http/handler.js';
import { handlerOf, type Access, type HttpFunction } from './http/http-function.js';
import type { QueryParameters } from './http/parameter.js';
import { problem } from './http/problem.js';
import type { Log } from './telemetry/log-events.js';
import { memoize } from './memoize.js';
import { withThrowingLog } from './telemetry/log.js';

/** The app of this process by the settings in `env`, made at the first use; with bad settings, what is wrong with them. */
export type Runtime = { config: Readonly<Config>; app: () => App } | { problems: readonly string[] };

export function createRuntime(env: Readonly<Record<string, string | undefined>>): Runtime {
  const read = readConfig(env);
  if ('problems' in read) return read;
  const { config } = read;
  const clock = () => new Date();
  return { config, app: memoize(() => createApp(config, createClients(config, clock), clock)) };
}

// Only this file reads the environment.
const processRuntime = createRuntime(process.env);
/** The folder of host.json: the host says so in Azure and elsewhere. */
export const appRoot = process.env['AzureWebJobsScriptRoot'] ?? process.cwd();
const finalize = createFinalizeResponse();

/** Registers an HTTP function with the host; with bad settings it answers 503. */
export function httpFunction<Query extends QueryParameters = Record<string, never>>(
  declared: HttpFunction<App, Query>,
): HttpFunction<App, Query> {
  const { name, route, method } = declared;
  host.http(name, {
    route,
    methods: method === 'GET' ? ['GET', 'HEAD'] : [method],
    authLevel: authLevelOf(declared.access, processRuntime),
    handler: httpHandlerOf(declared, processRuntime),
  });
  return declared;
}

export function authLevelOf(access: Access, runtime: Runtime): 'anonymous' | 'function' {
  if (access === 'anyone') return 'anonymous';
  return access === 'function-key' && 'config' in runtime ? runtime.config.httpAuthLevel : 'function';
}

export function httpHandlerOf<Query extends QueryParameters>(
  declared: HttpFunction<App, Query>,
  runtime: Runtime,
): HttpHandler {
  if ('problems' in runtime) {
    const answer = declared.withBadSettings?.(runtime.problems) ?? badSettings;
    return toAzureHandler(answer, finalize);
  }
  const handle = memoize(() => handlerOf(declared, runtime.app()));
  return allowOrigins(
    runtime.config.corsAllowedOrigins,
    toAzureHandler((request, log) => handle()(request, log), finalize),
  );
}

const badSettings: Handler = () => problem('bad-settings', { detail: 'see /api/health/ready for what is wrong' });

/** A function that a timer starts. */
export interface TimerFunction {
  name: string;
  /** By the settings; a function without a schedule runs once a year, since a timer needs one. */
  schedule: (config: Readonly<Config>) => string | undefined;
  handler: (app: App) => (log: Log) => Promise<void>;
}

const NEVER = '0 0 0 1 1 *';

export function timerFunction(declared: TimerFunction): TimerFunction {
  const schedule = 'config' in processRuntime ? declared.schedule(processRuntime.config) : undefined;
  host.timer(declared.name, { schedule: schedule ?? NEVER, handler: timerHandlerOf(declared, processRuntime) });
  return declared;
}

export function timerHandlerOf({ handler }: TimerFunction, runtime: Runtime): TimerHandler {
  const handle = memoize(() => handler(appOf(runtime)));
  return (_, context) => withThrowingLog(context, 'scan', async (log) => handle()(log));
}

/** A function that Event Grid starts: returning acknowledges the event, throwing makes Event Grid deliver it again. */
export interface EventFunction {
  name: string;
  handler: (app: App) => (event: unknown, log: Log) => Promise<void>;
}

export function eventFunction(declared: EventFunction): EventFunction {
  host.eventGrid(declared.name, { handler: eventHandlerOf(declared, processRuntime) });
  return declared;
}

export function eventHandlerOf({ handler }: EventFunction, runtime: Runtime): EventGridHandler {
  const handle = memoize(() => handler(appOf(runtime)));
  return (event, context) => withThrowingLog(context, 'event', async (log) => handle()(event, log));
}

/** Throws with bad settings: what started the function tries again later. */
function appOf(runtime: Runtime): App {
  if ('problems' in runtime) throw new Error(`the settings are wrong: ${runtime.problems.join('; ')}`);
  return runtime.app();
}
