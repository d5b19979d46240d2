import type { Access } from '../http-function.js';
import { ADMIN_KEY_HEADER } from '../request.js';
import { describeOperation, headersOf, toSchema, type Components, type Operation } from './describe-operation.js';
import { HEADERS } from './headers.js';

/** Below the folder of the app, in the repository and in the deployed package alike. */
export const OPENAPI_FILE = 'dist/openapi.json';

const SECURITY_SCHEMES = {
  functionKey: { type: 'apiKey', in: 'header', name: 'x-functions-key', description: 'A key of the Functions host.' },
  functionCode: {
    type: 'apiKey',
    in: 'query',
    name: 'code',
    description: 'The same for those who cannot send headers.',
  },
  adminKey: { type: 'apiKey', in: 'header', name: ADMIN_KEY_HEADER, description: 'One of the operators’ own keys.' },
};

const anyFunctionKey = [{ functionKey: [] }, { functionCode: [] }];
const SECURITY: Record<Access, object[]> = {
  anyone: [],
  'function-key': anyFunctionKey,
  'operator-key': anyFunctionKey,
  'admin-key': anyFunctionKey.map((key) => ({ ...key, adminKey: [] })),
};

/** Browsers ask this before a page of another origin may ask anything else; where the platform answers them, it is never seen. */
const preflight = {
  summary: 'CORS preflight',
  security: [],
  responses: { 204: { $ref: '#/components/responses/preflight' } },
};

/** The OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.0) of these functions. */
export function toOpenApi(functions: readonly Operation[]): Record<string, unknown> {
  const components: Components = { responses: {}, schemas: {} };
  const paths: Record<string, Record<string, unknown>> = {};
  for (const declared of functions) {
    const { name, route, method, access } = declared;
    if (method === 'OPTIONS') {
      // One function answers it for all paths.
      const { description, headers = [] } = declared.responses[204] ?? { description: '' };
      components.responses['preflight'] = { description, headers: headersOf(headers) };
      continue;
    }
    const operation = { ...describeOperation(declared, components), security: SECURITY[access] };
    const path = (paths[`/${route}`] ??= { options: preflight });
    path[method.toLowerCase()] = { operationId: name, ...operation };
    if (method === 'GET') path['head'] = { operationId: `${name}Head`, ...operation };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Stillframe',
      version: '1',
      description: 'Which thumbnails does a video have, and where can they be fetched now?',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api', description: 'Where the contract itself comes from.' }],
    paths,
    components: {
      securitySchemes: SECURITY_SCHEMES,
      headers: Object.fromEntries(
        Object.entries(HEADERS).map(([name, { description, schema, isAlways }]) => [
          name,
          { description, required: isAlways, schema: toSchema(schema, components) },
        ]),
      ),
      ...components,
    },
  };
}
