import type * as z from 'zod';
import type { ProblemName } from '../problem.js';
import type { HeaderName } from './headers.js';

/** Who may ask: data routes and those of operators want keys, the rest is for anyone. */
export type Access = 'function-key' | 'admin-key' | 'anyone';

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  description: string;
  schema: z.ZodType;
  /** A value that may be sent, and is by the tests. */
  example: string | number;
  /** Only where the route cannot answer without it; in a path always. */
  isRequired?: boolean;
}

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

/** What one function answers to one method. `HEAD` and `OPTIONS` need not be told: they follow from it. */
export interface Operation {
  /** The name of the function. */
  door: string;
  method: 'get' | 'delete';
  /** As the door registers it. */
  route: string;
  summary: string;
  description?: string;
  access: Access;
  parameters?: readonly Parameter[];
  /** By status; problems are told apart by their names. */
  answers: Readonly<Record<number, Success>>;
  problems: readonly ProblemName[];
  /** Whether problems are pages for callers that rather have those. */
  hasProblemPages?: boolean;
}

/** What every route that reads recorded videos may have to say. */
export const READING = [
  'bad-request',
  'video-not-found',
  'ambiguous-video',
  'internal',
  'unavailable',
  'bad-settings',
] as const;
