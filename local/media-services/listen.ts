import { createServer, type Server } from 'node:http';

/** The port a server got. */
export function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Listens; rejects with an error that names the port when it is in use or not permitted. */
export async function listen(port: number, hostname: string): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE' ? 'is already in use' : `cannot be opened (${error.code ?? error.name})`;
      reject(
        new Error(`port ${port} ${reason}; choose another one with --port (0 takes a free one)`, { cause: error }),
      );
    });
    server.listen(port, hostname, resolve);
  });
  return server;
}

/** Stops listening and closes all connections. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
