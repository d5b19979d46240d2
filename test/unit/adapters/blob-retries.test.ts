import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectMediaAccounts } from '../../../src/adapters/blob/connect.js';
import { makeHasContainer } from '../../../src/adapters/blob/has-container.js';
import { containerOf } from '../../../src/adapters/blob/media-account.js';
import { readPart } from '../../../src/adapters/blob/read-blob.js';
import { aPlace, NOW } from '../../builders.js';

interface Mood {
  status: number;
  headers?: Record<string, string>;
}

const PLACE = aPlace({ account: 'devstoreaccount1', container: 'asset-1' });
const BUSY: Mood = { status: 503 };
const UNAVAILABLE = { name: 'Failure', code: 'unavailable' };

describe('storage that is busy', () => {
  let server: Server;
  /** For the next requests, one each; then the last for all others. */
  let moods: Mood[];
  /** When each request came, in milliseconds. */
  let asked: number[];

  beforeAll(async () => {
    server = createServer((_, response) => {
      asked.push(performance.now());
      answer(response, (moods.length > 1 ? moods.shift() : moods[0]) ?? BUSY);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  beforeEach(() => {
    asked = [];
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  function answer(response: ServerResponse, { status, headers = {} }: Mood): void {
    const body = status === 200 ? 'image' : '';
    response.writeHead(status, { 'Content-Length': body.length, ETag: '"1"', ...headers }).end(body);
  }

  function someAccounts() {
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/devstoreaccount1`;
    const connectionString = `DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=a2V5;BlobEndpoint=${endpoint}`;
    const access = { connectionString, accounts: [], defaultPatterns: ['*'] };
    const noCredential = () => {
      throw new Error('a key needs no credential');
    };
    return connectMediaAccounts(access, noCredential, () => NOW);
  }
  const read = (timeoutMs?: number) =>
    readPart(containerOf(someAccounts(), PLACE), 'a.jpg', { maxBytes: 10 }, timeoutMs);

  it.each([429, 503])('is asked again after %d, and not before it asks for', async (status) => {
    moods = [{ status, headers: { 'Retry-After': '1' } }, { status: 200 }];
    expect(String((await read()).bytes)).toBe('image');
    expect(asked).toHaveLength(2);
    // A timer of Node may fire a millisecond early.
    expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThan(990);
  });

  it('is asked three times and no more, with a pause of its own length before each', async () => {
    const random = jest.spyOn(Math, 'random');
    moods = [{ status: 500 }];
    await expect(read()).rejects.toMatchObject(UNAVAILABLE);
    expect(asked).toHaveLength(3);
    expect(random).toHaveBeenCalled();
    random.mockRestore();
  });

  it('is asked three times about a container too', async () => {
    moods = [BUSY];
    await expect(makeHasContainer(someAccounts())(PLACE)).rejects.toMatchObject(UNAVAILABLE);
    expect(asked).toHaveLength(3);
  });

  it('is not waited for beyond the time of the call, whatever it asks for', async () => {
    moods = [{ status: 503, headers: { 'Retry-After': '3600' } }];
    await expect(read(50)).rejects.toMatchObject({
      ...UNAVAILABLE,
      message: expect.stringContaining('no answer in time') as string,
    });
    expect(asked).toHaveLength(1);
  });

  it('is not asked again about what it refuses', async () => {
    moods = [{ status: 403 }];
    await expect(read()).rejects.toMatchObject({ code: 'access-denied' });
    expect(asked).toHaveLength(1);
  });
});
