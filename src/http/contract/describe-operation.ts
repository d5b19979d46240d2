import * as z from 'zod';
import { PROBLEMS } from '../problem.js';
import { COMMON_HEADERS, PAGE_HEADERS, PAGE_TYPE, type HeaderName } from './headers.js';
import type { JsonSchemas } from './json-schemas.js';
import type { Operation, Parameter, Success } from './operation.js';
import { problemExample, problemSchema } from './problem-schema.js';

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
  const { door, summary, description, access, parameters = [], answers } = operation;
  const hasTag = Object.values(answers).some(({ headers }) => headers?.includes('ETag'));
  const taken = hasTag ? [...parameters, ifNoneMatch] : parameters;
  const own = Object.entries(answers).map(([status, one]) => {
    const response = describeSuccess(one, shared.schemas);
    return [status, refer(shared, `${door}-${status}`, response)] as const;
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

function describeParameter({ schema, isRequired, ...one }: Parameter, schemas: JsonSchemas): Record<string, unknown> {
  const required = one.in === 'path' || isRequired === true;
  return { ...one, ...(required && { required }), schema: schemas.of(schema) };
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
