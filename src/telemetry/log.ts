import type { InvocationContext } from '@azure/functions';
import { LOG_EVENTS, type Log } from './log-events.js';
import { asInvocation, type Invocation, type InvocationKind } from './invocation.js';

/** The query of an address, also where its `?` is encoded, once or again; it may be signed. */
const QUERY = /(\?|%(?:25)*3f)[^\s'"]*/gi;
/** What may be a signature or a key without a `?` before it. */
const SECRET = /((?:sig|signature|accountkey|accesskey)(?:=|%(?:25)*3d))[^\s'"&;]*/gi;
/** Characters of one text; a stack may have four times as many. */
export const TEXT_CHARACTERS = 1000;
const STACK_TIMES = 4;
/** Of a list. */
const ENTRIES = 20;
/** Characters of a line: the platform keeps 32,768. */
const LINE_CHARACTERS = 32_000;

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

/** Fields for one line of the log: texts and lists have a length, whatever is in them, and so has the line; no address has a query. */
function loggableLine(fields: Readonly<Record<string, unknown>>): string {
  for (let most = TEXT_CHARACTERS; ; most /= 2) {
    const line = JSON.stringify(fields, (name, value: unknown) => loggable(name, value, most));
    if (line.length <= LINE_CHARACTERS) return line;
  }
}

/** What the host logs of a failure that is thrown: the same holds for it. */
function loggableError(error: unknown): Error {
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: '' };
  const most = TEXT_CHARACTERS * STACK_TIMES;
  const safe = new Error(loggableText(message, most));
  safe.stack = loggableText(stack ?? '', most);
  return safe;
}

function loggable(name: string, value: unknown, most: number): unknown {
  if (typeof value === 'string') return loggableText(value, name === 'stack' ? most * STACK_TIMES : most);
  if (!Array.isArray(value) || value.length <= ENTRIES) return value;
  return [...(value.slice(0, ENTRIES) as unknown[]), '…'];
}

function loggableText(text: string, most: number): string {
  const cut = text.length > most ? `${text.slice(0, most)}…` : text;
  return cut.replace(QUERY, '$1…').replace(SECRET, '$1…');
}
