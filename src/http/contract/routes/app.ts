import * as z from 'zod';
import type { Operation } from '../operation.js';

/** The routes that tell of the app itself. */
export const appRoutes: readonly Operation[] = [
  {
    door: 'getHealth',
    method: 'get',
    route: 'health',
    summary: 'Whether the app runs',
    access: 'anyone',
    answers: {
      200: {
        description: 'It runs; nothing that it depends on is asked.',
        content: {
          'application/json': { schema: z.object({ Status: z.literal('Healthy') }), example: { Status: 'Healthy' } },
        },
      },
    },
    problems: [],
  },
  {
    door: 'getReadiness',
    method: 'get',
    route: 'health/ready',
    summary: 'Whether the app can do its work',
    access: 'function-key',
    answers: {
      200: {
        description: 'Settings, table, signing keys and clock are as they should be.',
        content: {
          'application/json': { schema: z.object({ Status: z.literal('Ready') }), example: { Status: 'Ready' } },
        },
      },
    },
    problems: ['not-ready', 'internal'],
  },
  {
    door: 'getContract',
    method: 'get',
    route: 'openapi.json',
    summary: 'This contract',
    access: 'anyone',
    answers: {
      200: {
        description: 'An OpenAPI document.',
        headers: ['ETag'],
        content: {
          'application/json': {
            schema: z.looseObject({ openapi: z.literal('3.1.0') }),
            example: { openapi: '3.1.0', info: { title: 'Stillframe', version: '1' } },
          },
        },
      },
    },
    problems: [],
  },
];
