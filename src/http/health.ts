import type { HttpResponseInit } from '@azure/functions';
import type { CheckReadiness, FailingPart } from '../application/check-readiness.js';
import type { Log } from '../application/ports.js';
import { problem } from './problem.js';
import { passingJson } from './response.js';

/** `GET /api/health`: the app runs and answers; nothing it depends on is asked. */
export function health(): HttpResponseInit {
  return passingJson({ Status: 'Healthy' });
}

/** `GET /api/health/ready`: 503 with the failing parts named. */
export function makeReadinessHandler(check: CheckReadiness) {
  return async (_request: unknown, log: Log): Promise<HttpResponseInit> => {
    const failing = await check();
    return failing.length === 0 ? passingJson({ Status: 'Ready' }) : notReady(failing, log);
  };
}

export function notReady(failing: readonly FailingPart[], log: Log): HttpResponseInit {
  log('not-ready', { failing });
  return problem('not-ready', {
    detail: failing.map(({ part, reason }) => `${part}: ${reason}`).join('; '),
    failing: failing.map(({ part, reason }) => ({ part, reason })),
  });
}
