import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { Log } from './log-events.js';

/** The services whose calls are counted: what an invocation costs, and where its time goes. */
export type CalledService = 'table' | 'blob' | 'mediaServices' | 'topic';

/** How long an invocation may wait for others, in ms: Event Grid gives up after 30 s, callers sooner; no caller waits for a scan. */
const DEADLINE_MS = { event: 25_000, query: 10_000, scan: 240_000 };
export type InvocationKind = keyof typeof DEADLINE_MS;

/** What one invocation has cost so far. */
export interface Invocation {
  /** By a clock that only goes forward, in milliseconds. */
  startedAt: number;
  /** When it gives up, by the same clock. */
  endsAt: number;
  /** HTTP requests sent, every retry included. */
  calls: Record<CalledService, number>;
  log?: Log;
}

const current = new AsyncLocalStorage<Invocation>();
/** By host, with its port where that is not the usual one. */
const services = new Map<string, CalledService>();

/**
 * Runs the work of one invocation; the calls made for it are counted wherever they happen. A call that several
 * invocations wait for counts for the first of them.
 */
export function asInvocation<T>(kind: InvocationKind, run: (invocation: Invocation) => T): T {
  const startedAt = performance.now();
  const calls = { table: 0, blob: 0, mediaServices: 0, topic: 0 };
  const invocation = { startedAt, endsAt: startedAt + DEADLINE_MS[kind], calls };
  return current.run(invocation, () => run(invocation));
}

/** How long the invocation under way may still wait, in milliseconds; endless outside of one. */
export function timeLeftMs(): number {
  const invocation = current.getStore();
  return invocation === undefined ? Infinity : Math.max(0, invocation.endsAt - performance.now());
}

/** The log of the invocation under way, for what its callers do not hand on; nothing is logged outside of one. */
export const logOfInvocation: Log = (event, fields) => current.getStore()?.log?.(event, fields);

/** Runs work that several invocations wait for: its calls count for the first of them, and its deadline does not end the work. */
export function detachFromDeadline<T>(run: () => T): T {
  const first = current.getStore();
  return first === undefined ? run() : current.run({ ...first, endsAt: Infinity }, run);
}

/** Counts the calls to the host of `url` from now on. Node reports every request, so no SDK has to be wrapped. */
export function countCallsTo(url: string, service: CalledService): void {
  if (services.size === 0) subscribe('http.client.request.start', countRequest);
  services.set(new URL(url).host, service);
}

function countRequest(message: unknown): void {
  const invocation = current.getStore();
  if (invocation === undefined) return;
  const service = services.get(String((message as { request: ClientRequest }).request.getHeader('host')));
  if (service !== undefined) invocation.calls[service] += 1;
}
