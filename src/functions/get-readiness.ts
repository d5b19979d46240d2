import * as z from 'zod';
import type { FailingPart } from '../application/check-readiness.js';
import type { Log } from '../telemetry/log-events.js';
import { notReady, problem } from '../http/problem.js';
import { noStoreJson } from '../http/represent.js';
import { httpFunction } from '../runtime.js';

const ready = { Status: 'Ready' };

export const getReadiness = httpFunction({
  name: 'getReadiness',
  method: 'GET',
  route: 'health/ready',
  access: 'operator-key',
  summary: 'Whether the app can do its work',
  responses: {
    200: {
      description: 'Settings, table, signing keys and clock are as they should be.',
      content: { 'application/json': { schema: z.object({ Status: z.literal('Ready') }), example: ready } },
    },
  },
  problems: ['not-ready', 'internal'],
  handler:
    ({ checkReadiness }) =>
    async ({ log }) => {
      const failing = await checkReadiness();
      return failing.length === 0 ? noStoreJson(ready) : answerNotReady(failing, log);
    },
  withBadSettings: (problems) => {
    const failing = problems.map((reason) => ({ part: 'settings', reason }));
    return (_, log) => answerNotReady(failing, log);
  },
});

function answerNotReady(failing: readonly FailingPart[], log: Log) {
  log('not-ready', { failing });
  return problem('not-ready', notReady(failing));
}
