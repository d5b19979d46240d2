import type { StoragePipelineOptions } from '@azure/storage-blob';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { generate } from 'selfsigned';
import { startAzurite, type StorageAccount } from '../../local/azurite.js';
import { temporaryFolder, type Later } from '../e2e/clean-up.js';

const TENANT = '11111111-1111-1111-1111-111111111111';
export const IDENTITY = { tenant: TENANT, object: '22222222-2222-2222-2222-222222222222' };
export const CLIENT_ID = '33333333-3333-3333-3333-333333333333';
/** What App Service hands to its app alone, so that nobody else on the machine gets tokens. */
export const IDENTITY_HEADER = 'the-secret-of-the-identity-endpoint';

/** A token as Azurite takes it with `--oauth basic`: Entra ID's claims, and no signature. */
export function unsignedToken(audience = 'https://storage.azure.com'): string {
  const seconds = Math.floor(Date.now() / 1000);
  const times = { iat: seconds - 60, nbf: seconds - 60, exp: seconds + 3600 };
  const claims = {
    aud: audience,
    iss: `https://sts.windows.net/${TENANT}/`,
    oid: IDENTITY.object,
    tid: TENANT,
    ...times,
  };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.unsigned`;
}

export interface IdentityEndpoint {
  /** What App Service puts into the environment of an app with a managed identity. */
  env: Record<string, string>;
  /** When true, it refuses as for an identity that is not assigned to the app. */
  refuses: boolean;
  /** The tokens that it has lent, which nobody may print. */
  lent: string[];
}

/**
 * The identity endpoint of App Service on loopback.
 * https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
 */
export async function startIdentityEndpoint(later: Later): Promise<IdentityEndpoint> {
  const endpoint: IdentityEndpoint = { env: {}, refuses: false, lent: [] };
  const server = createServer(({ url = '', headers }, response) => {
    const { searchParams } = new URL(url, 'http://127.0.0.1');
    const resource = searchParams.get('resource') ?? '';
    const isOurs = headers['x-identity-header'] === IDENTITY_HEADER && searchParams.get('client_id') === CLIENT_ID;
    const refused = endpoint.refuses || !isOurs || resource.replace(/\/$/, '') !== 'https://storage.azure.com';
    response.statusCode = refused ? 400 : 200;
    response.setHeader('content-type', 'application/json');
    if (refused) {
      response.end(JSON.stringify({ statusCode: 400, message: 'No User Assigned Identity found' }));
      return;
    }
    const token = unsignedToken();
    endpoint.lent.push(token);
    const expires = Math.floor(Date.now() / 1000) + 3600;
    response.end(
      JSON.stringify({
        access_token: token,
        expires_on: String(expires),
        resource,
        token_type: 'Bearer',
        client_id: CLIENT_ID,
      }),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  later(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  endpoint.env = {
    IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/msi/token`,
    IDENTITY_HEADER,
    AZURE_CLIENT_ID: CLIENT_ID,
  };
  return endpoint;
}

/** Azurite over HTTPS, where it takes Entra tokens, with a certificate that is made now and trusted by whoever asks. */
export async function startAzuriteWithEntraId(later: Later, accounts: readonly StorageAccount[] = []) {
  const folder = await temporaryFolder(later);
  const { cert, private: key } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
  await Promise.all([writeFile(files.cert, cert), writeFile(files.key, key)]);
  const azurite = await startAzurite({ blobPort: 0, queuePort: 0, tablePort: 0, tls: files, accounts });
  later(() => azurite.stop());
  // The pipeline below storage-blob takes it, though the package's own type of options does not say so.
  const trusting: StoragePipelineOptions & { tlsOptions: { ca: string } } = { tlsOptions: { ca: cert } };
  return { ...azurite, trusting, certFile: files.cert, ask: askTrusting(cert) };
}

export interface Answered {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  body: Buffer;
}

/** A plain request, as a browser would make it, that trusts the certificate; `fetch` cannot be told to. */
function askTrusting(ca: string) {
  return async (url: string, method = 'GET', headers: Record<string, string> = {}, body = ''): Promise<Answered> => {
    const asked = request(url, {
      method,
      ca,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      agent: false,
    });
    asked.end(body);
    const answered = new Promise<Answered>((resolve, reject) => {
      asked.once('error', reject);
      asked.once('response', (response) => {
        buffer(response).then((whole) => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: whole });
        }, reject);
      });
    });
    return answered;
  };
}
