import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { listThumbnails } from '../../src/functions/list-thumbnails.js';
import { createRuntime, httpHandlerOf } from '../../src/runtime.js';

/** Takes every connection and never says a word, as storage does on a bad day. */
describe('storage that never answers', () => {
  let silent: Server;
  const sockets = new Set<Socket>();
  const endpoint = () => `http://127.0.0.1:${(silent.address() as AddressInfo).port}/devstoreaccount1`;
  const connectionString = () =>
    `DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=a2V5;BlobEndpoint=${endpoint()};TableEndpoint=${endpoint()}`;

  beforeAll(async () => {
    silent = createServer((socket) => sockets.add(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
  });
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it("makes a request fail with 503 before the caller's own timeout", async () => {
    const runtime = createRuntime({
      MANIFEST_STORAGE_CONNECTION_STRING: connectionString(),
      MEDIA_STORAGE_CONNECTION_STRING: connectionString(),
    });
    const request = {
      params: { id: 'v' },
      query: new URLSearchParams(),
      url: 'https://stillframe.example/',
      headers: new Headers(),
    };
    const context = { info: () => undefined, warn: () => undefined, error: () => undefined };
    // The invocation begins now, and finds most of its time gone when it asks storage.
    const now = performance.now.bind(performance);
    jest
      .spyOn(performance, 'now')
      .mockImplementationOnce(now)
      .mockImplementation(() => now() + 9800);
    const answer = await httpHandlerOf(listThumbnails, runtime)(request as never, context as never);
    expect(answer).toMatchObject({ status: 503, headers: { 'Retry-After': '10' } });
  });
});
