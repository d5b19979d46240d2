import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { RequestHandler } from './request-handler.js';

export interface ListeningServer {
  port: number;
  /** Stops listening, waits up to `drainMs` for calls in flight, then closes all connections. */
  close(drainMs: number): Promise<void>;
}

/** Kestrel's limits where Node's are tighter: 32 KB of headers, 130 s between requests of one connection. */
const limits = { maxHeaderSize: 32 * 1024, keepAliveTimeout: 130_000, noDelay: true };

/** Requests of one connection that wait for the answers before them: browsers send none ahead. */
const MOST_WAITING = 1000;

/** Rejects with a readable message when the port is in use or not permitted. */
export async function listen(
  { port, hostname }: { port: number; hostname: string },
  handle: RequestHandler,
): Promise<ListeningServer> {
  const open = new Set<ServerResponse>();
  const inTurn = createTurns();
  const server = createServer(limits, (request, response) => {
    inTurn(request.socket, response, () => {
      open.add(response);
      response.once('close', () => open.delete(response));
      void handle(request, response);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new Error(explain(error, port, hostname), { cause: error }));
    });
    server.listen(port, hostname, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async (drainMs) => {
      const closed = new Promise((resolve) => server.close(resolve));
      // Close each connection after its response; it would otherwise stay open for the next request.
      for (const response of open) response.shouldKeepAlive = false;
      const deadline = setTimeout(() => {
        server.closeAllConnections();
      }, drainMs);
      await closed;
      clearTimeout(deadline);
    },
  };
}

/**
 * Requests of one connection, one at a time, as Kestrel takes them: the next one when the answer before it has been sent. Node
 * hands over all at once, and would keep the answers to a thousand of them.
 */
function createTurns() {
  const turns = new WeakMap<Socket, (() => void)[]>();
  return (socket: Socket, response: ServerResponse, start: () => void): void => {
    const waiting = turns.get(socket);
    const begin = (): void => {
      response.once('close', () => {
        const next = turns.get(socket)?.shift();
        if (next === undefined) turns.delete(socket);
        else if (!socket.destroyed) next();
      });
      start();
    };
    if (waiting === undefined) {
      turns.set(socket, []);
      begin();
    } else if (waiting.length < MOST_WAITING) waiting.push(begin);
    else socket.destroy();
  };
}

function explain({ code, message }: NodeJS.ErrnoException, port: number, hostname: string): string {
  if (code === 'EADDRINUSE') return `Port ${port} is taken. Stop what uses it, or choose another one with --port.`;
  if (code === 'EACCES') return `Port ${port} may not be used without more rights. Choose another one with --port.`;
  return `Cannot listen on ${hostname}:${port}: ${message}`;
}
