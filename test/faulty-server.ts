import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A response: none at all, or one with this status, whose body may begin and never end. */
export type FaultyResponse =
  'silent' | { status: number; headers?: Record<string, string>; body?: string | Buffer; stalls?: boolean };

export interface FaultyServer {
  /** The URL of storage, Media Services and topic. */
  url: string;
  connectionString: string;
  /** Method and path of every request except those for tokens. */
  asked: string[];
  /** For the next requests, one each; the last one for all others. */
  responses: FaultyResponse[];
  /** The same for requests for tokens, which get a token by default. */
  tokens: { asked: number; responses: FaultyResponse[] };
  stop(): void;
}

const TOKEN_RESPONSE: FaultyResponse = { status: 200, body: 'a-token' };

/** A server in place of an Azure service that returns faulty responses. */
export async function startFaultyServer(): Promise<FaultyServer> {
  const next = (responses: FaultyResponse[]): FaultyResponse | undefined =>
    responses.length > 1 ? responses.shift() : responses[0];
  const server = createServer((request, response) => {
    request.resume();
    const { method = '', url = '' } = request;
    if (url === '/auth/token') {
      service.tokens.asked += 1;
      answer(response, next(service.tokens.responses) ?? TOKEN_RESPONSE);
      return;
    }
    service.asked.push(`${method} ${url}`);
    answer(response, next(service.responses) ?? { status: 503 });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const account = `${url}/devstoreaccount1`;
  const service: FaultyServer = {
    url,
    connectionString: `DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=a2V5;BlobEndpoint=${account};TableEndpoint=${account}`,
    asked: [],
    responses: [],
    tokens: { asked: 0, responses: [] },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return service;
}

function answer(response: ServerResponse, faulty: FaultyResponse): void {
  if (faulty === 'silent') return;
  const { status, headers = {}, body = '', stalls = false } = faulty;
  response.writeHead(status, { 'Content-Length': stalls ? 1000 : body.length, ETag: '"1"', ...headers });
  if (stalls) response.write(body.length === 0 ? '{"' : body);
  else response.end(body);
}
