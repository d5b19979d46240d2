import type { InvocationContext } from '@azure/functions';
import { LOG_EVENTS, type Log } from './log-events.js';
import { loggableError, loggableLine } from './loggable.js';
import { asInvocation, type Invocation, type InvocationKind } from './invocation.js';

type Lines = Pick<InvocationContext, 'info' | 'warn' | 'error'>;

/** Runs an invocation with its log, so that the portal ties every line to it. */
export function withLog<T>(context: Lines, kind: InvocationKind, run: (log: Log) => T): T {
  return asInvocation(kind, (invocation) => {
    invocation.log = logTo(context, invocation);
    return run(invocation.log);
  });
}

/** The same for an invocation whose failures are thrown, for the host to log and to try again. */
export function withThrowingLog(context: Lines, kind: InvocationKind, run: (log: Log) => Promise<void>): Promise<void> {
  return withLog(context, kind, run).catch((error: unknown) => {
    throw loggableError(error);
  });
}

/** One JSON object a line: `event` first, then its fields, then what the invocation has cost until now. */
function logTo(context: Lines, { startedAt, calls }: Invocation): Log {
  return (event, fields) => {
    const cost = {
      milliseconds: Math.round(performance.now() - startedAt),
      tableCalls: calls.table,
      blobCalls: calls.blob,
      mediaServicesCalls: calls.mediaServices,
      topicCalls: calls.topic,
    };
    context[LOG_EVENTS[event].level](loggableLine({ event, ...fields, ...cost }));
  };
}
