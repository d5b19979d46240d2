import { createHttpHeaders, createPipelineRequest, type PipelineRequest } from '@azure/core-rest-pipeline';
import { apiKeyAuthPolicy } from '../../../src/adapters/media-services/api-key-auth.js';
import { minutesAfter, NOW } from '../../builders.js';

const jwt = (name: string, exp: unknown) => `${name}.${Buffer.from(JSON.stringify({ exp })).toString('base64url')}.s`;
const inMinutes = (minutes: number) => minutesAfter(minutes).getTime() / 1000;

function someAuth(tokens: (string | number)[], endpoint = 'https://rms.example') {
  let now = NOW;
  const asked: PipelineRequest[] = [];
  const policy = apiKeyAuthPolicy({ endpoint, subscriptionId: 's', apiKey: 'k', clock: () => now });
  const next = (request: PipelineRequest) => {
    const token = request.url.endsWith('/auth/token') ? tokens[asked.push(request) - 1] : '';
    const status = typeof token === 'number' ? token : 200;
    return Promise.resolve({ request, status, headers: createHttpHeaders(), bodyAsText: String(token) });
  };
  const send = async () => {
    const request = createPipelineRequest({ url: `${endpoint}/x` });
    await policy.sendRequest(request, next);
    return request.headers.get('Authorization');
  };
  return { send, asked, wait: (minutes: number) => (now = minutesAfter(minutes, now)) };
}

describe('a token for an API key', () => {
  it('is asked for once, with the key, until two minutes before its end', async () => {
    const { send, asked, wait } = someAuth([jwt('a', inMinutes(30)), jwt('b', inMinutes(60))]);
    expect(await send()).toBe(`Bearer ${jwt('a', inMinutes(30))}`);
    wait(28);
    await send();
    expect(asked.map(({ url, method, body }) => [url, method, body])).toEqual([
      ['https://rms.example/auth/token', 'POST', '{"subscriptionId":"s","apiKey":"k"}'],
    ]);
    wait(0.1);
    expect(await send()).toBe(`Bearer ${jwt('b', inMinutes(60))}`);
  });

  it('may be quoted, and is renewed soon when it does not tell its end', async () => {
    const { send, asked, wait } = someAuth(['"plain"\n', jwt('x', 'soon')]);
    expect(await send()).toBe('Bearer plain');
    wait(3.1);
    await send();
    expect(asked).toHaveLength(2);
  });

  it.each([401, 500])(
    'that is answered with %i fails the request with that status, and is asked for again',
    async (status) => {
      const { send } = someAuth([status, jwt('b', inMinutes(60))]);
      await expect(send()).rejects.toMatchObject({ statusCode: status });
      expect(await send()).toMatch(/^Bearer b/);
    },
  );

  it('goes over plain HTTP only where the endpoint says so', async () => {
    for (const [endpoint, insecure] of [
      ['https://rms.example', false],
      ['http://127.0.0.1:1', true],
    ] as const) {
      const { send, asked } = someAuth([jwt('a', inMinutes(30))], endpoint);
      await send();
      expect(asked[0]?.allowInsecureConnection).toBe(insecure);
    }
  });
});
