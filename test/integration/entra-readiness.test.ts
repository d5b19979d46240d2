import { startApp } from '../e2e/app.js';
import { cleanUpAfterwards } from '../e2e/clean-up.js';
import { jobFinished } from '../e2e/events.js';
import { freePorts } from '../../local/free-ports.js';
import { IDENTITY_HEADER, startAzuriteWithEntraId, startIdentityEndpoint } from './entra-id.js';

const GUID = '32606e0e-dac6-4404-88b4-e97cc3475591';

const later = cleanUpAfterwards();
let azurite: Awaited<ReturnType<typeof startAzuriteWithEntraId>>;
let identity: Awaited<ReturnType<typeof startIdentityEndpoint>>;

const start = (tableUrl: string) =>
  startApp(later, {
    ...identity.env,
    NODE_EXTRA_CA_CERTS: azurite.certFile,
    MANIFEST_TABLE_ENDPOINT: tableUrl,
    MEDIA_STORAGE_ACCOUNTS: azurite.blobUrl,
  });

async function failingParts(response: Response): Promise<string[]> {
  const { failing } = (await response.json()) as { failing: { part: string; reason: string }[] };
  return failing.map(({ part, reason }) => `${part}: ${reason}`);
}

beforeAll(async () => {
  [azurite, identity] = await Promise.all([startAzuriteWithEntraId(later), startIdentityEndpoint(later)]);
});

describe('health/ready', () => {
  it('names every part that has no token, and recovers when the identity endpoint responds again', async () => {
    identity.refuses = true;
    const app = await start(azurite.tableUrl);
    const refused = await app.get('health/ready');
    expect([refused.status, refused.headers.get('content-type')]).toEqual([503, 'application/problem+json']);
    expect(await failingParts(refused)).toEqual([
      'manifest table: table thumbnails: look: no token could be had',
      "signing key of 'devstoreaccount1': user delegation key of devstoreaccount1: no token could be had",
    ]);
    // Kept by Event Grid, which delivers it again: a role may still be on its way.
    const event = jobFinished({ assetName: `output-${GUID}`, videoId: 'video-1' });
    expect(await app.deliver(event)).toBe(500);
    expect((await app.get('Videos/video-1/Thumbnails')).status).toBe(503);
    expect((await app.get('health')).status).toBe(200);
    expect(app.output()).toContain('"access-denied"');

    identity.refuses = false;
    const ready = await app.get('health/ready');
    expect([ready.status, await ready.json()]).toEqual([200, { Status: 'Ready' }]);
    expect(app.output()).not.toMatch(/sig=|skoid|eyJ|AccountKey/);
    for (const secret of [IDENTITY_HEADER, ...identity.lent]) expect(app.output()).not.toContain(secret);
  });

  it('names the table when only the table does not respond', async () => {
    const [nobody = 0] = await freePorts(1);
    const app = await start(`https://127.0.0.1:${nobody}/devstoreaccount1`);
    const response = await app.get('health/ready');
    expect(response.status).toBe(503);
    const [failing = '', ...others] = await failingParts(response);
    expect(failing).toMatch(/^manifest table: table thumbnails: look: no answer/);
    expect(others).toEqual([]);
  });
});
