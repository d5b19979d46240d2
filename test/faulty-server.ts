import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a service answers: not at all, or with this status, and perhaps with a body that begins and never ends. */
export type Mood =
  'silent' | { status: number; headers?: Record<string, string>; body?: string | Buffer; stalls?: boolean };

export interface MoodyService {
  /** Of storage, of Media Services and of a topic alike. */
  url: string;
  connectionString: string;
  /** Method and path of every request but those for tokens, which are lent in any mood. */
  asked: string[];
  /** For the next requests, one each; then the last for all others. */
  moods: Mood[];
  /** The same of requests for tokens, where a test has moods for them. */
  tokens: { asked: number; moods: Mood[] };
  stop(): void;
}

const LENT: Mood = { status: 200, body: 'a-token' };

/** Stands for any service of Azure that has a bad day. */
export async function startMoodyService(): Promise<MoodyService> {
  const next = (moods: Mood[]): Mood | undefined => (moods.length > 1 ? moods.shift() : moods[0]);
  const server = createServer((request, response) => {
    request.resume();
    const { method = '', url = '' } = request;
    if (url === '/auth/token') {
      service.tokens.asked += 1;
      answer(response, next(service.tokens.moods) ?? LENT);
      return;
    }
    service.asked.push(`${method} ${url}`);
    answer(response, next(service.moods) ?? { status: 503 });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const account = `${url}/devstoreaccount1`;
  const service: MoodyService = {
    url,
    connectionString: `DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=a2V5;BlobEndpoint=${account};TableEndpoint=${account}`,
    asked: [],
    moods: [],
    tokens: { asked: 0, moods: [] },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return service;
}

function answer(response: ServerResponse, mood: Mood): void {
  if (mood === 'silent') return;
  const { status, headers = {}, body = '', stalls = false } = mood;
  response.writeHead(status, { 'Content-Length': stalls ? 1000 : body.length, ETag: '"1"', ...headers });
  if (stalls) response.write(body.length === 0 ? '{"' : body);
  else response.end(body);
}
