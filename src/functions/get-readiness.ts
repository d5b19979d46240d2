import * as z from 'zod';
import type { FailingPart } from '../application/check-readiness.js';
import type { Log } from '../telemetry/log-events.js';
import { problem } from '../http/problem.js';
import { noStoreJson } from '../http/response.js';
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
      return failing.length === 0 ? noStoreJson(ready) : notReady(failing, log);
    },
  withBadSettings: (problems) => (_, log) =>
    notReady(
      problems.map((reason) => ({ part: 'settings', reason })),
      log,
    ),
});

function notReady(failing: readonly FailingPart[], log: Log) {
  log('not-ready', { failing });
  return problem('not-ready', {
    detail: failing.map(({ part, reason }) => `${part}: ${reason}`).join('; '),
    failing: failing.map(({ part, reason }) => ({ part, reason })),
  });
}
