import { BlobServiceClient } from '@azure/storage-blob';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createBlobImageReader } from '../../src/adapters/blob/blob-image-reader.js';
import { createByteBudget } from '../../src/adapters/blob/byte-budget.js';
import type { ImageBytes, NoBytes } from '../../src/application/reading/ports.js';
import { LIMITS } from '../../src/domain/limits.js';

const MiB = 1024 * 1024;

/** A storage account whose images are sent as their names say: `<bytes>`, with or without that length, up to where it breaks off. */
let sent = 0;
const server = createServer((request, response) => {
  const [size = 0, sendsLength = 1, breaksAt = Infinity] = (request.url?.split('/').at(-1) ?? '')
    .split('-')
    .map(Number);
  if (sendsLength === 1) response.setHeader('content-length', size);
  response.setHeader('etag', '"1"');
  response.flushHeaders();
  void send(response, size, breaksAt);
});

async function send(response: ServerResponse, size: number, breaksAt: number): Promise<void> {
  for (let left = size; left > 0 && !response.destroyed; left -= MiB) {
    if (size - left >= breaksAt) {
      response.destroy();
      return;
    }
    sent += 1;
    if (!response.write(Buffer.alloc(Math.min(MiB, left)))) {
      await Promise.race([once(response, 'drain'), once(response, 'close')]);
    }
  }
  response.end();
}

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

function aReader(mostBytes: number) {
  const client = new BlobServiceClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}/a`, undefined, {
    retryOptions: { maxTries: 1 },
  });
  const account = { name: 'a', client, containerPatterns: ['*'] } as unknown as Parameters<
    typeof createBlobImageReader
  >[0][0];
  const reader = createBlobImageReader([account], createByteBudget(mostBytes));
  const location = { account: 'a', container: 'c', prefix: '' };
  return (blobName: string) => reader.read({ location, blobName });
}
const sizeOf = (read: ImageBytes | NoBytes) => (typeof read === 'string' ? read : read.bytes.length);
const release = (read: ImageBytes | NoBytes) => {
  if (typeof read !== 'string') read.release();
};

describe('images in flight', () => {
  it('are no more bytes than the limit, until those before are released; beyond it nothing is downloaded', async () => {
    const read = aReader(20 * MiB);
    const all = await Promise.all(Array.from({ length: 10 }, () => read(`${8 * MiB}`)));
    // Of the refused ones what the sockets had taken in already.
    expect(sent).toBeLessThan(70);
    const sizes = all.map(sizeOf);
    expect(sizes.filter((size) => size === 8 * MiB)).toHaveLength(2);
    expect(sizes.filter((size) => size === 'busy')).toHaveLength(8);
    expect(sizeOf(await read(`${4 * MiB}`))).toBe(4 * MiB);
    expect(sizeOf(await read('1'))).toBe('busy');
    for (const one of all) release(one);
    const again = await Promise.all([read(`${8 * MiB}`), read(`${8 * MiB}`), read(`${8 * MiB}`)]);
    expect(again.map(sizeOf).filter((size) => size === 'busy')).toHaveLength(1);
  });

  it('do not count when they could not be read, and once only when they were released twice', async () => {
    const read = aReader(LIMITS.imageBytes);
    await expect(read(`${8 * MiB}-1-${MiB}`)).rejects.toBeDefined();
    await expect(read(`${8 * MiB}-0`)).rejects.toBeDefined();
    const held = await read(`${LIMITS.imageBytes}`);
    expect(sizeOf(held)).toBe(LIMITS.imageBytes);
    release(held);
    release(held);
    expect(sizeOf(await read(`${LIMITS.imageBytes}`))).toBe(LIMITS.imageBytes);
    expect(sizeOf(await read('1'))).toBe('busy');
  });
});

describe('a budget of bytes', () => {
  it('takes back after a minute what nobody has released', () => {
    jest.useFakeTimers();
    const budget = createByteBudget(10);
    const forgotten = budget.reserve(10);
    expect(budget.reserve(1)).toBeUndefined();
    jest.advanceTimersByTime(60_000);
    expect(budget.reserve(10)).toBeDefined();
    forgotten?.();
    expect(budget.reserve(1)).toBeUndefined();
    jest.useRealTimers();
  });
});
