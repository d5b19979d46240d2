import type { HttpResponseInit } from '@azure/functions';
import type * as z from 'zod';
import type { Log } from '../telemetry/log-events.js';
import { inPages } from './contact-sheet/page.js';
import type { Handler } from './handler.js';
import type { HeaderName } from './openapi/headers.js';
import type { ParameterValues, QueryParameters } from './parameter.js';
import type { BadValue, ProblemName } from './problem.js';
import { readQuery } from './read-query.js';
import { readVideoId, requireAdminKey, type RequestLike } from './request.js';

/**
 * Who may ask: everyone; callers with a function key, unless HTTP_AUTH_LEVEL says otherwise; operators with a function key,
 * whatever the settings say; operators with an admin key besides.
 */
export type Access = 'anyone' | 'function-key' | 'operator-key' | 'admin-key';

/** A body: `example` is held to `schema` by the tests. */
export interface Content {
  schema: z.ZodType;
  example: unknown;
}

export interface Success {
  description: string;
  /** Beside those that every answer has. With `ETag` come 304 and `If-None-Match`. */
  headers?: readonly HeaderName[];
  /** By media type; absent where there is no body. */
  content?: Readonly<Record<string, Content>>;
}

export interface ParsedRequest<Query extends QueryParameters> {
  /** In its canonical spelling; empty where the route has no `{id}`. */
  videoId: string;
  query: ParameterValues<Query>;
  request: RequestLike;
  log: Log;
}

/** An HTTP function whole: its registration, its part of the OpenAPI document and its handler follow from this. */
export interface HttpFunction<App, Query extends QueryParameters = QueryParameters> {
  name: string;
  /** `HEAD` goes with `GET`. */
  method: 'GET' | 'DELETE' | 'OPTIONS';
  /** `{id}` is a video id; openapi/ describes every parameter of a path by its name. */
  route: string;
  access: Access;
  summary: string;
  description?: string;
  query?: Query;
  /** Parameters that the handler reads itself, since only some of its answers have them. */
  lateQuery?: QueryParameters;
  responses: Readonly<Record<number, Success>>;
  problems: readonly ProblemName[];
  /** Whether problems are pages for callers that prefer those. */
  hasProblemPages?: boolean;
  handler: (app: App) => (parsed: ParsedRequest<Query>) => Promise<HttpResponseInit> | HttpResponseInit;
  /** Answers with bad settings; without it the answer is the problem `bad-settings`. */
  withBadSettings?: (problems: readonly string[]) => Handler;
}

/** What every function that reads recorded videos may have to answer. */
export const READING = [
  'bad-request',
  'video-not-found',
  'ambiguous-video',
  'internal',
  'unavailable',
  'bad-settings',
] as const;

/** The handler over one app: checks the admin key, reads the parameters, answers. */
export function handlerOf<App extends { adminKeys: readonly string[] }, Query extends QueryParameters>(
  declared: HttpFunction<App, Query>,
  app: App,
): Handler {
  const handle = declared.handler(app);
  const parse: Handler = (request, log) => {
    if (declared.access === 'admin-key') requireAdminKey(request, app.adminKeys);
    const bad: BadValue[] = [];
    const videoId = declared.route.includes('{id}') ? readVideoId(request, bad) : '';
    const query = readQuery(request, declared.query ?? ({} as Query), bad);
    return handle({ videoId, query, request, log });
  };
  return declared.hasProblemPages === true ? inPages(parse) : parse;
}
