import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { freePorts } from '../../../local/free-ports.js';
import { assertPortsFree } from '../../../local/ports.js';

describe('the ports', () => {
  it('that are taken are named, with the option that chooses another', async () => {
    const { server: taken, port } = await listening();
    const [api = 0, encoder = 0, blob = 0, queue = 0, table = 0] = await freePorts(5);
    const allFreeButOne = { api, encoder, blob, queue, table: port };
    await expect(assertPortsFree(allFreeButOne)).rejects.toThrow(`Port ${port} (for table storage) is taken`);
    await expect(assertPortsFree({ ...allFreeButOne, table })).resolves.toBeUndefined();
    taken.close();
  });

  it('that are taken are named all at once, with one command that keeps the other choices', async () => {
    const taken = await Promise.all([1, 2].map(() => listening()));
    const [api = 0, encoder = 0] = taken.map(({ port }) => port);
    const [blob = 0, queue = 0, table = 0] = await freePorts(3);
    const others = `--blob-port ${blob} --queue-port ${queue} --table-port ${table}`;
    await expect(assertPortsFree({ api, encoder, blob, queue, table })).rejects.toThrow(
      `choose others: npm start -- --port ${api + 1000} --encoder-port ${encoder + 1000} ${others}`,
    );
    for (const { server } of taken) server.close();
  });

  it('that are given twice are named, with what both are for', async () => {
    const [api = 0, encoder = 0, blob = 0, queue = 0] = await freePorts(4);
    await expect(assertPortsFree({ api, encoder, blob, queue, table: blob })).rejects.toThrow(
      `Port ${blob} is to serve blob storage and table storage`,
    );
  });
});

async function listening() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}
