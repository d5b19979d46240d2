import { createHttpHeaders, type HttpClient, type PipelineRequest } from '@azure/core-rest-pipeline';
import { createArmMediaLibrary } from '../../../src/adapters/media-services/arm-media-library.js';
import { connectMediaServices } from '../../../src/adapters/media-services/connect-media-services.js';
import { describeError } from '../../../src/application/failure.js';
import { asInvocation, timeLeftMs } from '../../../src/telemetry/invocation.js';
import { NOW } from '../../builders.js';

const TENANT = '11111111-1111-1111-1111-111111111111';
const LOGIN = 'https://login.microsoftonline.com';

/** The real client and the real credential, over a network on which Entra ID and a service that speaks the API answer. */
function aService(token: { status: number; body: object }) {
  const asked: PipelineRequest[] = [];
  /** How long each request to Entra ID may take. */
  const timesLeft: number[] = [];
  const answer = ({ url }: PipelineRequest): { status: number; body: object } => {
    if (url.includes('/openid-configuration') || url.includes('/discovery/instance')) {
      const endpoints = { token_endpoint: `${LOGIN}/${TENANT}/oauth2/v2.0/token`, issuer: `${LOGIN}/${TENANT}/v2.0` };
      const more = { authorization_endpoint: `${LOGIN}/${TENANT}/oauth2/v2.0/authorize`, jwks_uri: `${LOGIN}/keys` };
      return { status: 200, body: { ...endpoints, ...more, tenant_discovery_endpoint: `${LOGIN}/x`, metadata: [] } };
    }
    if (url.startsWith(LOGIN)) return token;
    return { status: 200, body: { name: 'x', properties: { container: 'asset-x' } } };
  };
  const httpClient: HttpClient = {
    sendRequest: (request) => {
      asked.push(request);
      if (request.url.startsWith(LOGIN)) timesLeft.push(timeLeftMs());
      const { status, body } = answer(request);
      const headers = createHttpHeaders({ 'content-type': 'application/json' });
      return Promise.resolve({ request, status, headers, bodyAsText: JSON.stringify(body) });
    },
  };
  const library = createArmMediaLibrary({ resourceGroup: 'g', account: 'a' }, 'videoId', () =>
    connectMediaServices({
      ...{ endpoint: 'https://rms.example', subscriptionId: 's', apiKey: undefined, scopes: ['api://rms/.default'] },
      clientSecret: { tenantId: TENANT, clientId: 'client', clientSecret: 'the+SECRET' },
      credential: () => {
        throw new Error('the app itself does not ask');
      },
      ...{ clock: () => NOW, httpClient },
    }),
  );
  const sent = (to: string) => asked.filter(({ url }) => url.startsWith(to));
  return { library, sent, timesLeft };
}

describe('a client secret', () => {
  it('gets tokens for Media Services with the configured scope', async () => {
    const body = { token_type: 'Bearer', expires_in: 3600, access_token: 'lent' };
    const { library, sent } = aService({ status: 200, body });
    expect(await library.findAsset('x')).toMatchObject({ container: 'asset-x' });
    await library.findAsset('y');
    const tokens = sent(LOGIN).filter(({ method }) => method === 'POST');
    expect(tokens).toHaveLength(1);
    expect(tokens[0]?.url).toContain(`/${TENANT}/oauth2/v2.0/token`);
    const form = new URLSearchParams(tokens[0]?.body as string);
    expect(Object.fromEntries(form)).toMatchObject({
      ...{ grant_type: 'client_credentials', client_id: 'client', client_secret: 'the+SECRET' },
    });
    expect(form.get('scope')).toMatch(/^api:\/\/rms\/\.default/);
    expect(sent('https://rms.example').map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer lent',
      'Bearer lent',
    ]);
  });

  it('gets a token for all waiting callers, also when the first invocation ends', async () => {
    const body = { token_type: 'Bearer', expires_in: 3600, access_token: 'lent' };
    const { library, timesLeft } = aService({ status: 200, body });
    await asInvocation('query', () => library.findAsset('x'));
    expect(new Set(timesLeft)).toEqual(new Set([Infinity]));
  });

  it('is reported as a missing role when it is refused, without the secret', async () => {
    const { library } = aService({
      status: 401,
      body: { error: 'invalid_client', error_description: 'the+SECRET is wrong' },
    });
    const error: unknown = await library.findAsset('x').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'access-denied',
      message: 'Media Services: read an asset: no token could be had',
    });
    expect(JSON.stringify(describeError(error))).not.toContain('SECRET');
  });
});
