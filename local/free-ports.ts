import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { Ports } from './ports.js';

/** Distinct free loopback ports: all are bound at the same time, then released. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** A free port for each part of the stack. */
export async function freeStackPorts(): Promise<Ports> {
  const [api = 0, encoder = 0, blob = 0, queue = 0, table = 0] = await freePorts(5);
  return { api, encoder, blob, queue, table };
}
