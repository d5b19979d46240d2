import * as z from 'zod';
import type { DescribedParameter } from '../parameter.js';
import { PATH_PARAMETERS } from '../parameters.js';
import { PROBLEMS } from '../problem.js';
import type { HttpFunction, Success } from '../http-function.js';
import { COMMON_HEADERS, PAGE_HEADERS, PAGE_TYPE, type HeaderName } from './headers.js';
import type { JsonSchemas } from './json-schemas.js';
import { problemExample, problemSchema } from './problem-schema.js';

/** What is declared of a function, but for its handlers. */
export type Operation = Omit<HttpFunction<never>, 'handler' | 'withBadSettings' | 'query'> & {
  query?: Record<string, DescribedParameter>;
};

interface Parameter extends DescribedParameter {
  name: string;
  in: 'path' | 'query' | 'header';
}

/** The parameters of a function: those of its path, by their names, then those of its query. */
export function parametersOf({ route, query = {}, lateQuery = {} }: Operation): Parameter[] {
  const inPath = [...route.matchAll(/\{(\w+)\}/g)].map(([, name = '']): Parameter => {
    if (!(name in PATH_PARAMETERS)) throw new Error(`parameters.ts describes no '${name}' of a path`);
    return { name, in: 'path', ...PATH_PARAMETERS[name as keyof typeof PATH_PARAMETERS] };
  });
  const inQuery = Object.entries({ ...query, ...lateQuery }).map(([name, one]): Parameter => ({
    name,
    in: 'query',
    ...one,
  }));
  return [...inPath, ...inQuery];
}

/** With every tag; fetch and browsers send it themselves. */
const ifNoneMatch: Parameter = {
  name: 'If-None-Match',
  in: 'header',
  description: 'Tags of the answers that the caller has: 304 when one of them still holds.',
  schema: z.string().min(1),
  example: '"an-entity-tag"',
};

/** What operations share: schemas, and answers that several give, by name. */
export interface Shared {
  schemas: JsonSchemas;
  responses: Record<string, object>;
}

/** An operation as OpenAPI has it (https://spec.openapis.org/oas/v3.1.0#operation-object), but for its id and its keys. */
export function describeOperation(operation: Operation, shared: Shared): Record<string, unknown> {
  const { name: functionName, summary, description, access, responses } = operation;
  const parameters = parametersOf(operation);
  const hasTag = Object.values(responses).some(({ headers }) => headers?.includes('ETag'));
  const taken = hasTag ? [...parameters, ifNoneMatch] : parameters;
  const own = Object.entries(responses).map(([status, one]) => {
    const response = describeSuccess(one, shared.schemas);
    return [status, refer(shared, `${functionName}-${status}`, response)] as const;
  });
  return {
    summary,
    ...(description !== undefined && { description }),
    ...(taken.length > 0 && { parameters: taken.map((one) => describeParameter(one, shared.schemas)) }),
    responses: {
      ...Object.fromEntries(own),
      ...(hasTag && { 304: refer(shared, 'not-modified', NOT_MODIFIED) }),
      ...(access !== 'anyone' && { 401: refer(shared, 'unauthorized', UNAUTHORIZED) }),
      ...describeProblems(operation, shared),
    },
  };
}

function refer({ responses }: Shared, name: string, response: object): object {
  responses[name] = response;
  return { $ref: `#/components/responses/${name}` };
}

function describeParameter(parameter: Parameter, schemas: JsonSchemas): Record<string, unknown> {
  const { name, in: place, description, example, schema, isRequired } = parameter;
  const required = place === 'path' || isRequired === true;
  return { name, in: place, description, example, ...(required && { required }), schema: schemas.of(schema) };
}

function describeSuccess({ description, headers = [], content }: Success, schemas: JsonSchemas): object {
  const bodies = Object.entries(content ?? {}).map(([type, { schema, example }]) => [
    type,
    { schema: schemas.of(schema), example },
  ]);
  return {
    description,
    headers: headersOf(headers),
    ...(content && { content: Object.fromEntries(bodies) as object }),
  };
}

/** One answer for each status, with an example for each problem that has it. */
function describeProblems({ problems: names, hasProblemPages = false }: Operation, shared: Shared) {
  const statuses = [...new Set(names.map((name) => PROBLEMS[name].status))];
  return Object.fromEntries(
    statuses.map((status) => {
      const some = [...new Set(names)].filter((name) => PROBLEMS[name].status === status);
      const examples = Object.fromEntries(some.map((name) => [name, { value: problemExample(name) }]));
      const content = {
        'application/problem+json': { schema: shared.schemas.of(problemSchema(status, some)), examples },
        ...(hasProblemPages && { [PAGE_TYPE]: { schema: { type: 'string' } } }),
      };
      const description = some.map((name) => `${PROBLEMS[name].title}.`).join(' ');
      const name = [...some, ...(hasProblemPages ? ['page'] : [])].join('.');
      const headers = headersOf(['Retry-After', ...(hasProblemPages ? PAGE_HEADERS : [])]);
      return [status, refer(shared, name, { description, headers, content })];
    }),
  );
}

/** Those of every answer, and these. */
export function headersOf(own: readonly HeaderName[]): Record<string, unknown> {
  const names = [...COMMON_HEADERS, ...own];
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

const NOT_MODIFIED = { description: 'The caller has it already.', headers: headersOf(['ETag', 'X-Url-Expires']) };
const UNAUTHORIZED = { description: 'No key, or a wrong one: the host says so, with no body.' };
