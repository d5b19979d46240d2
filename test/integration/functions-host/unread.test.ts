import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { runHost, writeApp, type RunningHost } from './running-host.js';

const app = `
import { app } from '@azure/functions';
let calls = 0;
app.get('large', { authLevel: 'anonymous', handler: () => { calls += 1; return { body: Buffer.alloc(8 * 1024 * 1024) }; } });
app.get('huge', { authLevel: 'anonymous', handler: () => ({ body: Buffer.alloc(40 * 1024 * 1024) }) });
app.get('calls', { authLevel: 'anonymous', handler: () => ({ body: String(calls) }) });
app.get('n', { authLevel: 'anonymous', route: 'n/{n}', handler: (request) => ({ body: '<' + request.params.n + '>' }) });
`;

let host: RunningHost;
const sockets: Socket[] = [];
beforeAll(async () => {
  host = await runHost(writeApp({ 'functions/all.mjs': app }));
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await host.stop();
});

async function send(text: string): Promise<Socket> {
  const socket = connect(Number(new URL(host.url).port), 'localhost');
  sockets.push(socket);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(text);
  return socket;
}
const calls = async () => Number(await (await fetch(`${host.url}/api/calls`)).text());
const get = (path: string) => `GET /api/${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;

describe('a caller who does not read', () => {
  it('has one answer of all that were asked for on a connection', async () => {
    const before = await calls();
    const socket = await send(get('large').repeat(500));
    socket.pause();
    await once(
      socket.once('readable', () => undefined),
      'readable',
    );
    for (let i = 0; i < 20; i++) await calls();
    expect((await calls()) - before).toBe(1);
    socket.destroy();
  });

  it('leaves no more than 128 MiB of answers: others get 503 with Retry-After', async () => {
    const heads: string[] = [];
    for (let i = 0; i < 8; i++) {
      const socket = await send(get('huge'));
      const [chunk] = (await once(socket, 'data')) as [Buffer];
      socket.pause();
      heads.push(chunk.toString('latin1', 0, 200));
    }
    expect(heads.slice(0, 3).every((head) => head.startsWith('HTTP/1.1 200 '))).toBe(true);
    expect(heads.at(-1)).toMatch(/^HTTP\/1\.1 503 [^]*retry-after: 1\r\n/i);
  });
});

it('requests that are sent ahead are answered in their order', async () => {
  const socket = await send(Array.from({ length: 300 }, (_, i) => get(`n/${i}`)).join(''));
  let text = '';
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    text += chunk.toString();
    if (text.includes('<299>')) break;
  }
  expect([...text.matchAll(/<(\d+)>/g)].map(([, n]) => Number(n))).toEqual(Array.from({ length: 300 }, (_, i) => i));
});
