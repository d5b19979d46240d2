import { BlobServiceClient } from '@azure/storage-blob';
import { imageSize } from 'image-size';
import { createDelegationKeys } from '../../src/adapters/blob/signing-keys.js';
import { createSasSigner } from '../../src/adapters/blob/sas-signer.js';
import { signingWindow } from '../../src/domain/signing-window.js';
import type { Thumbnail as UnsignedThumbnail } from '../../src/domain/thumbnail.js';
import { listThumbnails, startApp, type App, type Thumbnail } from '../e2e/app.js';
import { cleanUpAfterwards } from '../e2e/clean-up.js';
import { makeJpeg } from '../e2e/clips.js';
import { jobFinished } from '../e2e/events.js';
import {
  IDENTITY,
  IDENTITY_HEADER,
  startAzuriteWithEntraId,
  startIdentityEndpoint,
  unsignedToken,
} from './entra-id.js';

const GUID = '32606e0e-dac6-4404-88b4-e97cc3475591';
const CONTAINER = `asset-${GUID}`;
/** Everything in a name that a URL, a SAS or a table might stumble over. */
const NAMES = ["Thumbnail-Été (1) #2 100% + 'so'-000001.jpg", "Thumbnail-Été (1) #2 100% + 'so'-000002.jpg"];

const later = cleanUpAfterwards();
let azurite: Awaited<ReturnType<typeof startAzuriteWithEntraId>>;
let identity: Awaited<ReturnType<typeof startIdentityEndpoint>>;
let app: App;
let images: Buffer[];

function startInstance(): Promise<App> {
  const { tableUrl, blobUrl, certFile } = azurite;
  return startApp(later, {
    ...identity.env,
    NODE_EXTRA_CA_CERTS: certFile,
    MANIFEST_TABLE_ENDPOINT: tableUrl,
    MEDIA_STORAGE_ACCOUNTS: blobUrl,
  });
}

const parametersOf = ({ Url }: Thumbnail) => Object.fromEntries(new URL(Url).searchParams);

beforeAll(async () => {
  [azurite, identity] = await Promise.all([startAzuriteWithEntraId(later), startIdentityEndpoint(later)]);
  const { connectionString, trusting } = azurite;
  const container = BlobServiceClient.fromConnectionString(connectionString, trusting).getContainerClient(CONTAINER);
  images = await Promise.all(NAMES.map((_, i) => makeJpeg('160x90', i)));
  await container.create();
  for (const [i, image] of images.entries()) {
    // As an encoder that knows no types would: the signed URL says the type all the same.
    const blobHTTPHeaders = { blobContentType: 'application/octet-stream' };
    await container.getBlockBlobClient(NAMES[i] ?? '').upload(image, image.length, { blobHTTPHeaders });
  }
  app = await startInstance();
});

describe('the app with a managed identity', () => {
  it('records and lists images with tokens alone', async () => {
    expect(await app.deliver(jobFinished({ assetName: `output-${GUID}`, videoId: 'video-1' }))).toBe(202);
    const listed = await listThumbnails(app, 'video-1');
    expect(listed.map(({ Kind, Height, Width, Index }) => [Kind, Height, Width, Index])).toEqual([
      ['Thumbnail', 90, 160, 1],
      ['Thumbnail', 90, 160, 2],
    ]);
    expect(identity.lent.length).toBeGreaterThan(0);
  });

  it('is ready', async () => {
    const response = await app.get('health/ready');
    expect([response.status, await response.json()]).toEqual([200, { Status: 'Ready' }]);
  });
});

describe('a listed URL', () => {
  it('is signed with a user delegation key that expires later than the URL: read only, one blob, HTTPS, 55 minutes', async () => {
    for (const listed of await listThumbnails(app, 'video-1')) {
      const sas = parametersOf(listed);
      const { skoid, sktid, sks, skv, sv, sp, sr, spr } = sas;
      expect({ skoid, sktid, sks, skv }).toEqual({
        skoid: IDENTITY.object,
        sktid: IDENTITY.tenant,
        sks: 'b',
        skv: '2025-11-05',
      });
      expect({ sv, sp, sr, spr }).toEqual({ sv: '2025-11-05', sp: 'r', sr: 'b', spr: 'https' });
      expect(sas).toHaveProperty('skt');
      const [st = 0, se = 0, ske = 0] = ['st', 'se', 'ske'].map((name) => Date.parse(sas[name] ?? ''));
      expect((se - st) / 60_000).toBe(55);
      expect(se).toBeLessThanOrEqual(ske);
    }
  });

  it('returns its image with the right type, inline, and cacheable by a browser', async () => {
    for (const [i, { Url }] of (await listThumbnails(app, 'video-1')).entries()) {
      const { status, headers, body } = await azurite.ask(Url);
      expect([status, headers['content-type'], headers['content-disposition']]).toEqual([200, 'image/jpeg', 'inline']);
      expect(headers['cache-control']).toBe('private, max-age=1140');
      expect(body.equals(images[i] ?? Buffer.alloc(0))).toBe(true);
      expect(imageSize(body)).toMatchObject({ width: 160, height: 90 });
    }
  });

  it('allows no other image, no write, no delete and no listing', async () => {
    const [first, second] = (await listThumbnails(app, 'video-1')).map(({ Url }) => new URL(Url));
    const [own, other] = [String(first), `${second?.origin ?? ''}${second?.pathname ?? ''}${first?.search ?? ''}`];
    const container = `${first?.origin ?? ''}/devstoreaccount1/${CONTAINER}${first?.search ?? ''}`;
    const statuses = [
      await azurite.ask(other),
      await azurite.ask(own, 'PUT', { 'x-ms-blob-type': 'BlockBlob' }, 'x'),
      await azurite.ask(own, 'DELETE'),
      await azurite.ask(`${container}&restype=container&comp=list`),
      await azurite.ask(own.replace(/&sig=.*/, '')),
    ].map(({ status }) => status);
    expect(statuses).toEqual([403, 403, 403, 403, 403]);
    expect((await azurite.ask(own)).status).toBe(200);
  });

  it('is rejected after its expiry', async () => {
    const signedAt = async (now: Date) => {
      const policy = { windowMs: 20 * 60_000, minimumLifeMs: 20 * 60_000, maximumLifeMs: 60 * 60_000, epochMinutes: 0 };
      const credential = {
        getToken: () => Promise.resolve({ token: unsignedToken(), expiresOnTimestamp: Date.now() + 3_600_000 }),
      };
      const client = new BlobServiceClient(azurite.blobUrl, credential, azurite.trusting);
      const keys = createDelegationKeys(client, () => now);
      const account = { name: client.accountName, containerPatterns: ['*'], client, keys };
      const signer = createSasSigner([account], policy, '2025-11-05');
      const image: Pick<UnsignedThumbnail, 'location' | 'blobName' | 'contentType'> = {
        location: { account: client.accountName, container: CONTAINER, prefix: '' },
        blobName: NAMES[0] ?? '',
        contentType: 'image/jpeg',
      };
      const inWindow = await signer.forWindow(client.accountName, signingWindow(now, '', policy));
      return inWindow.sign(image as UnsignedThumbnail);
    };
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    const urls = [await signedAt(minutesAgo(0)), await signedAt(minutesAgo(19)), await signedAt(minutesAgo(41))];
    const answers = await Promise.all(urls.map((url) => azurite.ask(url)));
    // The minimum life: what somebody got nineteen minutes ago still opens.
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 403]);
  });
});

describe('two instances of the app', () => {
  it('return the same list with the same ETag, even if one started later', async () => {
    const read = async (from: App) => {
      const response = await from.get('Videos/video-1/Thumbnails');
      return { tag: response.headers.get('etag') ?? '', body: await response.text() };
    };
    const before = await read(app);
    let other = await startInstance();
    let [between, after] = [await read(other), await read(app)];
    if (after.body !== before.body && after.tag !== before.tag) {
      // A window has ended in between; none does twice.
      other = await startInstance();
      [between, before.tag, before.body] = [await read(other), after.tag, after.body];
      after = await read(app);
    }
    expect(between).toEqual(before);
    expect(after).toEqual(before);
    const again = await other.get('Videos/video-1/Thumbnails', { 'if-none-match': before.tag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(other.output()).not.toMatch(/sig=/);
  });
});

describe('the output of the host', () => {
  it('contains the recording events and no secret', () => {
    const output = app.output();
    expect(output).toContain('"manifest-recorded"');
    expect(output).not.toMatch(/sig=|skoid|eyJ|AccountKey/);
    for (const secret of [IDENTITY_HEADER, ...identity.lent]) expect(output).not.toContain(secret);
  });
});
