import type { InvocationContext } from '@azure/functions';
import type { Log } from './application/ports.js';

/** Logs to an invocation, so that the portal ties the line to it: one JSON object, `event` first. */
export function logTo(context: Pick<InvocationContext, 'info' | 'warn' | 'error'>): Log {
  return (event, fields, level = 'info') => {
    context[level](JSON.stringify({ event, ...fields }));
  };
}
