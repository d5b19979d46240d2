import * as z from 'zod';
import { noStoreJson } from '../http/represent.js';
import { httpFunction } from '../runtime.js';

const healthy = { Status: 'Healthy' };

export const getHealth = httpFunction({
  name: 'getHealth',
  method: 'GET',
  route: 'health',
  access: 'anyone',
  summary: 'Whether the app runs',
  responses: {
    200: {
      description: 'The app runs; its dependencies are not checked.',
      content: { 'application/json': { schema: z.object({ Status: z.literal('Healthy') }), example: healthy } },
    },
  },
  problems: [],
  handler: () => () => noStoreJson(healthy),
  withBadSettings: () => () => noStoreJson(healthy),
});
