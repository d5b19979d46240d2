import { ADMIN_KEY_HEADER } from '../admin-key.js';
import { describeOperation, headersOf, type Shared } from './describe-operation.js';
import { HEADERS } from './headers.js';
import { collectJsonSchemas } from './json-schemas.js';
import type { Access, Operation } from './operation.js';
import { appRoutes } from './routes/app.js';
import { manyVideosRoutes } from './routes/many-videos.js';
import { linkRoutes } from './routes/links.js';
import { storyboardRoutes } from './routes/storyboards.js';
import { videoRoutes } from './routes/videos.js';

/** Every route of the app, as its callers see it. A test holds them to the functions that are registered. */
export const ROUTES: readonly Operation[] = [
  ...videoRoutes,
  ...manyVideosRoutes,
  ...storyboardRoutes,
  ...linkRoutes,
  ...appRoutes,
];

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

const SECURITY: Record<Access, object[]> = {
  anyone: [],
  'function-key': [{ functionKey: [] }, { functionCode: [] }],
  'admin-key': [
    { functionKey: [], adminKey: [] },
    { functionCode: [], adminKey: [] },
  ],
};

/** Browsers ask this before a page of another origin may ask anything else; where the platform answers them, it is never seen. */
const preflight = {
  summary: 'What pages may ask',
  security: [],
  responses: { 204: { $ref: '#/components/responses/preflight' } },
};
const PREFLIGHT = {
  description: 'What may be asked, and by whom.',
  headers: headersOf([
    'Allow',
    'Access-Control-Allow-Methods',
    'Access-Control-Allow-Headers',
    'Access-Control-Max-Age',
  ]),
};

/** The contract (OpenAPI 3.1, https://spec.openapis.org/oas/v3.1.0) of these routes. */
export function makeContract(routes: readonly Operation[] = ROUTES): Record<string, unknown> {
  const shared: Shared = { schemas: collectJsonSchemas(), responses: { preflight: PREFLIGHT } };
  const { schemas, responses } = shared;
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = (paths[`/${route.route}`] ??= { options: preflight });
    const operation = { ...describeOperation(route, shared), security: SECURITY[route.access] };
    path[route.method] = { operationId: route.door, ...operation };
    if (route.method === 'get') path['head'] = { operationId: `${route.door}Head`, ...operation };
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
          { description, required: isAlways, schema: schemas.of(schema) },
        ]),
      ),
      responses,
      schemas: schemas.components(),
    },
  };
}
