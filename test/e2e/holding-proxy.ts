import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Later } from './clean-up.js';

/** Where a write is stopped on its way: before storage sees it, or when storage has it and the app does not know. */
export type Hold = 'before' | 'after';

export interface HoldingProxy {
  url: string;
  /** Writes that came since the last `hold` or `release`: method, and what the key of the row begins with. */
  writes: string[];
  /** Holds the first write that is meant, for ever; resolves when it has come to where it is held. */
  hold(isMeant: (write: string, number: number) => boolean, where: Hold): Promise<void>;
  /** Holds nothing from now on; what is held stays so. */
  release(): void;
}

/** Stands before Table Storage and lets everything pass but the one write that it is told to hold. */
export async function startHoldingProxy(later: Later, tableUrl: string): Promise<HoldingProxy> {
  const target = new URL(tableUrl);
  let held: { isMeant: (write: string, number: number) => boolean; where: Hold; isThere: () => void } | undefined;
  const writes: string[] = [];

  async function forward(incoming: IncomingMessage, body: Buffer) {
    const { method, url, headers } = incoming;
    const outgoing = request({ host: target.hostname, port: target.port, method, path: url, headers, agent: false });
    outgoing.end(body);
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    return { answer, content: await buffer(answer) };
  }

  /** Notes a write; if it is the one to hold, nothing is held after it. */
  function meant(method: string | undefined, body: Buffer): typeof held {
    const write = `${method ?? ''} ${/"RowKey":"([a-z]+)/.exec(body.toString('utf8'))?.[1] ?? ''}`.trim();
    writes.push(write);
    if (held?.isMeant(write, writes.length - 1) !== true) return undefined;
    const found = held;
    held = undefined;
    return found;
  }

  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const body = await buffer(incoming);
      const hold = incoming.method === 'GET' ? undefined : meant(incoming.method, body);
      if (hold?.where === 'before') {
        hold.isThere();
        return;
      }
      const { answer, content } = await forward(incoming, body);
      if (hold !== undefined) {
        hold.isThere();
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(content);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  later(() => {
    server.close();
    server.closeAllConnections();
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${target.pathname}`,
    writes,
    hold: (isMeant, where) => {
      writes.length = 0;
      return new Promise((isThere) => {
        held = { isMeant, where, isThere };
      });
    },
    release: () => {
      held = undefined;
      writes.length = 0;
    },
  };
}
