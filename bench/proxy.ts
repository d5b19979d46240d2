import { Agent, createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { buffer } from 'node:stream/consumers';
import type { Fault, NextFault } from './soak/faults.js';

/** A call as the service gets it. */
export interface Call {
  method: string;
  /** Path and query, decoded. */
  target: string;
  body: string;
}

export interface Proxy {
  /** Stands for the target's own. */
  url: string;
  /** While true, every connection is broken off as it comes: the service is gone. */
  isDown: boolean;
  calls: number;
  /** How often each fault was played. */
  faultCounts: Map<Fault, number>;
  stop(): Promise<void>;
}

const REFUSALS: Partial<Record<Fault, { status: number; code: string }>> = {
  busy: { status: 503, code: 'ServerBusy' },
  broken: { status: 500, code: 'InternalError' },
  throttled: { status: 429, code: 'TooManyRequests' },
  'stale-etag': { status: 412, code: 'UpdateConditionNotSatisfied' },
};
const RETRY_AFTER_SECONDS = 1;
const SLOW_PIECES = 4;
const SLOW_PAUSE_MS = 40;
/** Long enough for others to read and to write meanwhile. */
const DELAY_MS = 300;

/** Stands before a service: tells each call that comes, and lets it through but for the fault that `nextFault` says. */
export async function startProxy(
  target: string,
  { nextFault, onCall }: { nextFault?: NextFault; onCall?: (call: Call) => void },
): Promise<Proxy> {
  const { origin, pathname } = new URL(target);
  const agent = new Agent({ keepAlive: true });
  const server = createServer((request, response) => {
    void handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const proxy: Proxy = {
    url: `http://127.0.0.1:${port}${pathname === '/' ? '' : pathname}`,
    isDown: false,
    calls: 0,
    faultCounts: new Map(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
        agent.destroy();
      }),
  };
  return proxy;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    proxy.calls++;
    const body = await buffer(request);
    const { method = 'GET', url = '' } = request;
    onCall?.({ method, target: decodeURIComponent(url.replaceAll('+', ' ')), body: body.toString('utf8') });
    const fault = proxy.isDown ? 'reset' : applicableFault(nextFault?.(isConditional(request)), request);
    if (fault !== undefined) proxy.faultCounts.set(fault, (proxy.faultCounts.get(fault) ?? 0) + 1);
    if (fault === 'reset') return void request.socket.destroy();
    if (fault === 'silent') return;
    const refusal = fault && REFUSALS[fault];
    if (refusal !== undefined) {
      const headers = { 'x-ms-error-code': refusal.code, 'retry-after': String(RETRY_AFTER_SECONDS) };
      response.writeHead(refusal.status, headers).end();
      return;
    }
    if (fault === 'late') await wait(DELAY_MS);
    const { status, headers, content } = await forward(request, body);
    if (fault === 'lost-answer') return void request.socket.destroy();
    // The length is said whole in any case: that is what a caller must not trust.
    response.writeHead(status, { ...headers, 'content-length': content.length });
    if (fault === 'half-body') {
      response.write(content.subarray(0, content.length / 2));
      await wait(SLOW_PAUSE_MS);
      return void request.socket.destroy();
    }
    if (fault === 'slow-body') await writeSlowly(response, content);
    response.end(fault === 'slow-body' ? undefined : content);
  }

  async function forward({ method, url = '', headers }: IncomingMessage, body: Buffer) {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      send(`${origin}${url}`, { method, headers, agent }, resolve).once('error', reject).end(body);
    });
    const headersBack = { ...answer.headers };
    delete headersBack['transfer-encoding'];
    return { status: answer.statusCode ?? 502, headers: headersBack, content: await buffer(answer) };
  }
}

/** Only a read has a body to cut in half. */
function applicableFault(fault: Fault | undefined, { method }: IncomingMessage): Fault | undefined {
  return fault === 'half-body' && method !== 'GET' ? 'lost-answer' : fault;
}

function isConditional({ headers }: IncomingMessage): boolean {
  return (headers['if-match'] ?? '*') !== '*';
}

async function writeSlowly(response: ServerResponse, content: Buffer): Promise<void> {
  const piece = Math.ceil(content.length / SLOW_PIECES) || 1;
  for (let at = 0; at < content.length; at += piece) {
    response.write(content.subarray(at, at + piece));
    await wait(SLOW_PAUSE_MS);
  }
}
