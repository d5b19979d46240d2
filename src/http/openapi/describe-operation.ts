import * as z from 'zod';
import type { DescribedParameter } from '../parameter.js';
import { PATH_PARAMETERS } from '../parameters.js';
import { problemExample, PROBLEMS, problemSchema } from '../problem.js';
import type { HttpFunction, Success } from '../http-function.js';
import { COMMON_HEADERS, PAGE_HEADERS, PAGE_TYPE, type HeaderName } from './headers.js';

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
  const inQuery = Object.entries<DescribedParameter>({ ...query, ...lateQuery });
  return [...inPath, ...inQuery.map(([name, one]): Parameter => ({ name, in: 'query', ...one }))];
}

/** With every tag; fetch and browsers send it themselves. */
const ifNoneMatch: Parameter = {
  name: 'If-None-Match',
  in: 'header',
  description: 'Tags of the answers that the caller has: 304 when one of them still holds.',
  schema: z.string().min(1),
  example: '"an-entity-tag"',
};

/** What operations refer to, by name: schemas with an id, and answers. */
export interface Components {
  responses: Record<string, object>;
  schemas: Record<string, unknown>;
}

/** An operation as OpenAPI has it (https://spec.openapis.org/oas/v3.1.0#operation-object), but for its id and its keys. */
export function describeOperation(operation: Operation, components: Components): Record<string, unknown> {
  const { name: functionName, summary, description, access, responses } = operation;
  const hasTag = Object.values(responses).some(({ headers }) => headers?.includes('ETag'));
  const parameters = [...parametersOf(operation), ...(hasTag ? [ifNoneMatch] : [])];
  const own = Object.entries(responses).map(([status, one]) => {
    const response = describeSuccess(one, components);
    return [status, refer(components, `${functionName}-${status}`, response)] as const;
  });
  return {
    summary,
    ...(description !== undefined && { description }),
    ...(parameters.length > 0 && { parameters: parameters.map((one) => describeParameter(one, components)) }),
    responses: {
      ...Object.fromEntries(own),
      ...(hasTag && { 304: refer(components, 'not-modified', NOT_MODIFIED) }),
      ...(access !== 'anyone' && { 401: refer(components, 'unauthorized', UNAUTHORIZED) }),
      ...describeProblems(operation, components),
    },
  };
}

function refer({ responses }: Components, name: string, response: object): object {
  responses[name] = response;
  return { $ref: `#/components/responses/${name}` };
}

function describeParameter(parameter: Parameter, components: Components): Record<string, unknown> {
  const { name, in: place, description, example, schema, isRequired } = parameter;
  const required = place === 'path' || isRequired === true;
  return { name, in: place, description, example, ...(required && { required }), schema: toSchema(schema, components) };
}

function describeSuccess({ description, headers = [], content }: Success, components: Components): object {
  const bodies = Object.entries(content ?? {}).map(([type, { schema, example }]) => [
    type,
    { schema: toSchema(schema, components), example },
  ]);
  return {
    description,
    headers: headersOf(headers),
    ...(content && { content: Object.fromEntries(bodies) as object }),
  };
}

/** One answer for each status, with an example for each problem that has it. */
function describeProblems({ problems, hasProblemPages = false }: Operation, components: Components) {
  const statuses = [...new Set(problems.map((name) => PROBLEMS[name].status))];
  return Object.fromEntries(
    statuses.map((status) => {
      const names = [...new Set(problems)].filter((name) => PROBLEMS[name].status === status);
      const examples = Object.fromEntries(names.map((name) => [name, { value: problemExample(name) }]));
      const content = {
        'application/problem+json': { schema: toSchema(problemSchema(status, names), components), examples },
        ...(hasProblemPages && { [PAGE_TYPE]: { schema: { type: 'string' } } }),
      };
      const description = names.map((name) => `${PROBLEMS[name].title}.`).join(' ');
      const headers = headersOf(['Retry-After', ...(hasProblemPages ? PAGE_HEADERS : [])]);
      const id = [...names, ...(hasProblemPages ? ['page'] : [])].join('.');
      return [status, refer(components, id, { description, headers, content })];
    }),
  );
}

/**
 * A schema of what is answered, as OpenAPI 3.1 writes it (https://spec.openapis.org/oas/v3.1.0#schema-object); those in it
 * that have an id are put to the components. Objects are left open: members may be added, and callers must accept that.
 */
export function toSchema(schema: z.ZodType, { schemas }: Components): unknown {
  // In a member, since a schema with an id is referred to everywhere but at the top.
  const { properties, $defs } = z.toJSONSchema(z.object({ it: schema }), { override: simplify });
  const text = JSON.stringify({ ...properties, $defs }).replaceAll('#/$defs/', '#/components/schemas/');
  const { it, $defs: shared } = JSON.parse(text) as { it: unknown; $defs?: object };
  Object.assign(schemas, shared);
  return it;
}

function simplify({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  // Every whole number that is exact; it says nothing of ours.
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  // Where a format says the same in a word.
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  delete jsonSchema.id;
}

export function headersOf(own: readonly HeaderName[]): Record<string, unknown> {
  const names = [...COMMON_HEADERS, ...own];
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

const NOT_MODIFIED = { description: 'The caller has it already.', headers: headersOf(['ETag', 'X-Url-Expires']) };
const UNAUTHORIZED = { description: 'No key, or a wrong one: the host says so, with no body.' };
