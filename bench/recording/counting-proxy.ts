import { Agent, createServer, request as send, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Call } from './kind-of-call.js';

export interface CountingProxy {
  /** Stands for the target's own. */
  url: string;
  stop(): Promise<void>;
}

/** Passes all calls on to the service at `target` and tells each: what is counted is what really goes over the wire. */
export async function startCountingProxy(target: string, onCall: (call: Call) => void): Promise<CountingProxy> {
  const { origin, pathname } = new URL(target);
  const agent = new Agent({ keepAlive: true });
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = 'GET', url = '', headers } = request;
      onCall({ method, target: decodeURIComponent(url.replaceAll('+', ' ')), body });
      const onward = send(`${origin}${url}`, { method, headers, agent }, (answer: IncomingMessage) => {
        response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        answer.pipe(response);
      });
      onward.once('error', () => response.destroy());
      onward.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${pathname === '/' ? '' : pathname}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
        agent.destroy();
      }),
  };
}
