import { existsSync, readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { runInvocation } from '../../local/functions-host/worker/run-invocation.js';
import { loadAppInProcess } from '../loaded-app.js';

/** A process of its own with the app in it: runs the invocations that it is sent, as a worker does, and tells what they took. */
export type Order =
  | { id: number; kind: 'event'; event: object }
  | { id: number; kind: 'request'; functionName: string; params: Readonly<Record<string, string>>; times: number }
  | { id: number; kind: 'measure' };

export interface Played {
  id: number;
  /** Statuses of requests, or whether the event was acknowledged. */
  statuses: string[];
  events: string[];
  longestLine: number;
  stallMs: number;
  peakBytes: number;
}

const STATUS = '/proc/self/status';
const [folder = ''] = process.argv.slice(2);
const app = await loadAppInProcess(folder);
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
// What loading the code took is no step on outside input.
delay.reset();

let events: string[] = [];
let longestLine = 0;

async function play(order: Order): Promise<Played> {
  const statuses = await statusesOf(order);
  const played = {
    id: order.id,
    statuses,
    events,
    longestLine,
    stallMs: delay.max / 1e6,
    peakBytes: peakBytes(),
  };
  if (order.kind === 'measure') {
    events = [];
    delay.reset();
  }
  return played;
}

/** Of this process alone: `maxRSS` begins with that of the process that started it. */
function peakBytes(): number {
  const kilobytes = /VmHWM:\s*(\d+)/.exec(existsSync(STATUS) ? readFileSync(STATUS, 'utf8') : '')?.[1];
  return kilobytes === undefined ? process.memoryUsage.rss() : Number(kilobytes) * 1024;
}

async function statusesOf(order: Order): Promise<string[]> {
  if (order.kind === 'measure') return [];
  const inputs =
    order.kind === 'event'
      ? [{ json: JSON.stringify(order.event) }]
      : Array.from({ length: order.times }, () => ({ http: requestFor(order.functionName, order.params) }));
  const functionId = order.kind === 'event' ? 'recordThumbnails' : order.functionName;
  const [name = ''] = Object.keys(app.functions.get(functionId)?.metadata.bindings ?? {});
  // All answers are held until the last is there: their callers do not read.
  const answers = await Promise.allSettled(
    inputs.map((data) =>
      runInvocation(
        app,
        { kind: 'invoke', invocationId: 'bench', functionId, inputData: [{ name, data }] },
        (_level, _category, line) => {
          longestLine = Math.max(longestLine, line.length);
          const event = /^\{"event":"([\w-]+)"/.exec(line)?.[1];
          if (event !== undefined) events.push(event);
        },
      ),
    ),
  );
  const statusOf = (answer: (typeof answers)[number]): string => {
    if (answer.status === 'rejected') return 'thrown';
    const http = answer.value.returnValue?.http;
    return http && 'statusCode' in http ? String(http.statusCode) : 'acknowledged';
  };
  return answers.map(statusOf);
}

function requestFor(functionName: string, params: Readonly<Record<string, string>>) {
  const texts = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, { value }]));
  return {
    url: `http://localhost/api/${functionName}`,
    method: 'GET',
    nullableHeaders: {},
    nullableQuery: {},
    nullableParams: texts,
  };
}

process.on('message', (order: Order) => {
  void play(order).then((played) => process.send?.(played));
});
// It lives for as long as it may be sent orders.
process.channel?.ref();
process.send?.({ ready: true });
