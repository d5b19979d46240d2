import type { TokenCredential } from '@azure/core-auth';
import {
  bearerTokenAuthenticationPolicy,
  createEmptyPipeline,
  createHttpHeaders,
  createPipelineRequest,
} from '@azure/core-rest-pipeline';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { entraCredential } from '../../src/adapters/entra-credential.js';
import { withoutWaiting } from './pauses.js';

const SCOPE = 'https://storage.azure.com/.default';

/** Asks as the clients of a table, of blobs and of Media Services do: those of one pipeline wait for one token. */
function aClient(credential: TokenCredential) {
  const pipeline = createEmptyPipeline();
  pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes: SCOPE }));
  return async () => {
    const request = createPipelineRequest({ url: 'https://contosomedia.blob.core.windows.net/' });
    const headers = createHttpHeaders();
    await pipeline.sendRequest({ sendRequest: () => Promise.resolve({ request, headers, status: 200 }) }, request);
    return request.headers.get('Authorization');
  };
}

describe('a managed identity', () => {
  let server: Server;
  /** How the endpoint of App Service answers the next requests, one each; then it lends tokens. */
  let moods: ('silent' | 'stalls' | 'busy')[];
  let asked: number;
  const env = { ...process.env };

  beforeAll(async () => {
    server = createServer((_, response) => {
      asked += 1;
      const mood = moods.shift();
      if (mood === 'silent') return;
      const expires_on = String(Math.floor(Date.now() / 1000) + 3600);
      const body = JSON.stringify({ access_token: 'lent', expires_on, resource: SCOPE, token_type: 'Bearer' });
      response.writeHead(mood === 'busy' ? 503 : 200, { 'Content-Type': 'application/json' });
      if (mood === 'stalls') response.write(body.slice(0, 9));
      else response.end(mood === 'busy' ? '{"statusCode":503,"message":"busy"}' : body);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    Object.assign(process.env, { IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/msi/token`, IDENTITY_HEADER: 'secret' });
  });
  beforeEach(() => {
    asked = 0;
    withoutWaiting();
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(() => {
    process.env = env;
    server.close();
    server.closeAllConnections();
  });

  it.each(['silent', 'stalls'] as const)('gets a token on the next call when it once was %s', async (mood) => {
    moods = [mood];
    const ask = aClient(entraCredential(`client-${mood}`));
    const waiting = [ask(), ask()];
    for (const one of waiting) await expect(one).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(await Promise.all([ask(), ask()])).toEqual(['Bearer lent', 'Bearer lent']);
    expect(asked).toBe(2);
  });

  it('asks three times when the service is busy', async () => {
    moods = ['busy', 'busy', 'busy', 'busy'];
    await expect(aClient(entraCredential('client-busy'))()).rejects.toThrow();
    expect(asked).toBe(3);
  });
});
