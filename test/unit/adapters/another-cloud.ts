import { createHttpHeaders, type HttpClient, type Pipeline, type PipelineRequest } from '@azure/core-rest-pipeline';
import { connectMediaAccounts } from '../../../src/adapters/blob/media-accounts.js';
import { createSasSigner } from '../../../src/adapters/blob/sas-signer.js';
import { secretCredential } from '../../../src/adapters/entra-credential.js';
import { createArmMediaLibrary } from '../../../src/adapters/media-services/arm-media-library.js';
import { connectMediaServices } from '../../../src/adapters/media-services/connect-media-services.js';
import { connectTable } from '../../../src/adapters/table/rows.js';
import { readConfig } from '../../../src/config/config.js';
import { delegationKeyBounds, signingWindow } from '../../../src/domain/signing-window.js';
import { DEFAULT_PATTERNS } from '../../../src/config/lists.js';
import { NOW } from '../../builders.js';
import { aDelegationKey } from './signing-fakes.js';

/** A cloud by what tells it from the others. */
export interface Cloud {
  storage: string;
  /** Where its tokens come from. */
  login: string;
  management: string;
}

export const SECRET = { tenantId: '11111111-1111-1111-1111-111111111111', clientId: 'c', clientSecret: 's' };
const clock = () => NOW;

/** The app's own clients by these settings, on a network where only this cloud answers; `assets` are by their names. */
export function appIn({ login, management }: Cloud, settings: Record<string, string>, assets: Record<string, object>) {
  const read = readConfig(settings);
  if ('problems' in read) throw new Error(read.problems.join());
  const { media, signing, manifests, mediaServices } = read.config;
  const asked: PipelineRequest[] = [];

  function answer({ url }: PipelineRequest): object | string | undefined {
    const { origin, pathname, search } = new URL(url);
    if (origin === login) return pathname.endsWith('/token') ? TOKEN : authority(login);
    if (origin === management) return assets[decodeURIComponent(pathname.split('/').at(-1) ?? '')];
    return search.includes('comp=userdelegationkey') ? keyAsXml() : { value: [] };
  }
  const httpClient: HttpClient = {
    sendRequest: (request) => {
      asked.push(request);
      const body = answer(request);
      const isXml = typeof body === 'string';
      const headers = createHttpHeaders({ 'content-type': isXml ? 'application/xml' : 'application/json' });
      const bodyAsText = isXml ? body : JSON.stringify(body ?? { error: { code: 'NotFound' } });
      return Promise.resolve({ request, status: body === undefined ? 404 : 200, headers, bodyAsText });
    },
  };
  const unplug = (pipeline: Pipeline): void => {
    pipeline.addPolicy({ name: 'no other network', sendRequest: httpClient.sendRequest }, { afterPhase: 'Sign' });
  };
  const credential = secretCredential(SECRET, httpClient);
  const accounts = connectMediaAccounts({ ...media, defaultPatterns: DEFAULT_PATTERNS }, () => credential, clock);
  for (const { client } of accounts) unplug(client['storageClientContext'].pipeline);
  const table = connectTable(manifests, () => credential);
  unplug(table.pipeline);
  const library =
    mediaServices &&
    createArmMediaLibrary(mediaServices, 'videoId', () =>
      connectMediaServices({ ...mediaServices, credential: () => credential, clock, httpClient }),
    );
  return {
    ...{ accounts, table, library, events: read.config.events },
    signer: createSasSigner(accounts, signing, signing.sasVersion),
    window: signingWindow(NOW, '', signing),
    hosts: () => [...new Set(asked.map(({ url }) => new URL(url).host))],
    /** What tokens were asked for, and of whom. */
    tokens: () =>
      asked
        .filter(({ method, url }) => method === 'POST' && new URL(url).pathname.endsWith('/token'))
        .map(({ url, body }) => [new URL(url).origin, new URLSearchParams(body as string).get('scope')?.split(' ')[0]]),
  };
}

const TOKEN = { token_type: 'Bearer', expires_in: 3600, access_token: 'lent' };

function authority(login: string): object {
  const own = `${login}/${SECRET.tenantId}`;
  const endpoints = {
    token_endpoint: `${own}/oauth2/v2.0/token`,
    authorization_endpoint: `${own}/oauth2/v2.0/authorize`,
  };
  return { ...endpoints, issuer: `${own}/v2.0`, jwks_uri: `${own}/keys`, tenant_discovery_endpoint: own, metadata: [] };
}

function keyAsXml(): string {
  const policy = { windowMs: 1_200_000, minimumLifeMs: 1_200_000, maximumLifeMs: 3_600_000, epochMinutes: 0 };
  const key = aDelegationKey('one', delegationKeyBounds(signingWindow(NOW, '', policy), policy));
  const seconds = (date: Date) => date.toISOString().replace('.000Z', 'Z');
  const members = {
    ...{ SignedOid: key.signedObjectId, SignedTid: key.signedTenantId },
    ...{ SignedStart: seconds(key.signedStartsOn), SignedExpiry: seconds(key.signedExpiresOn) },
    ...{ SignedService: key.signedService, SignedVersion: key.signedVersion, Value: key.value },
  };
  const inner = Object.entries(members).map(([name, value]) => `<${name}>${value}</${name}>`);
  return `<?xml version="1.0"?><UserDelegationKey>${inner.join('')}</UserDelegationKey>`;
}
