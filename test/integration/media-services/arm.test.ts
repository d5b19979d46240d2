import type { AzureMediaServices } from '@azure/arm-mediaservices';
import { ContainerClient } from '@azure/storage-blob';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { accountName, aLaptop, anInput, aPreset, format, jobWhen, jpg, resourceGroup, type Laptop } from './laptop.js';

type Json = Record<string, unknown>;
interface Example {
  parameters: Json & { parameters?: Json };
  responses: Record<string, { body: Json }>;
}
const fixture = (path: string) =>
  JSON.parse(readFileSync(join(__dirname, '../../fixtures', path), 'utf8')) as Json & Example;

let laptop: Laptop;
let client: AzureMediaServices;
let url: string;
let token: string;

beforeAll(async () => {
  laptop = await aLaptop();
  ({ client, url } = await laptop.start({ pageSize: 2 }));
  token = await (await authenticate('local')).text();
});
afterAll(() => laptop.stop());

const authenticate = (apiKey: string) =>
  fetch(`${url}/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ subscriptionId: '00000000-0000-0000-0000-000000000000', apiKey }),
  });

const base = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/stillframe/providers/Microsoft.Media';

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}${base}/mediaServices/stillframe${path}?api-version=2022-07-01`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const answer = await response.text();
  return { status: response.status, body: (answer ? JSON.parse(answer) : {}) as Json };
}

/** What differs from one account and one moment to the next is blanked, so that all else must be equal. */
function still(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(still);
  if (typeof value !== 'object' || value === null) return value;
  const changing = /^(created|lastModified|assetId|container|id|systemData|storageAccountName|startTime|endTime)$/;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      key === 'systemData' || key === 'storageAccountName' ? [] : [[key, changing.test(key) ? '*' : still(inner)]],
    ),
  );
}

describe('the official examples', () => {
  it('assets: put, get and list answer as documented', async () => {
    const { body } = fixture('arm/assets-get-by-name.json').responses['200'] ?? {};
    const { alternateId, description } = body?.['properties'] as Json;
    const put = await call('PUT', '/assets/ClimbingMountAdams', { properties: { alternateId, description } });
    expect(put.status).toBe(201);
    const got = await call('GET', '/assets/climbingmountadams');
    expect(still(got.body)).toEqual(still(body));
    const list = fixture('arm/assets-list-all.json').responses['200']?.body;
    const [, adams] = list?.['value'] as Json[];
    expect(still((await call('GET', '/assets')).body)).toEqual({ value: [still(adams)] });
    expect(put.body['systemData']).toMatchObject({ createdAt: (put.body['properties'] as Json)['created'] });
  });

  it('transforms: put answers 201, then 200, and get the same', async () => {
    const example = fixture('arm/transforms-create.json');
    const path = '/transforms/createdTransform';
    const put = await call('PUT', path, example.parameters.parameters);
    expect(put.status).toBe(201);
    expect(still(put.body)).toEqual(still(example.responses['201']?.body));
    expect((await call('PUT', path, example.parameters.parameters)).status).toBe(200);
    const got = fixture('arm/transforms-get-by-name.json').responses['200']?.body;
    await call('PUT', '/transforms/sampleTransform', got);
    expect(still((await call('GET', '/transforms/sampleTransform')).body)).toEqual(still(got));
  });

  it('transforms: the sprite sample comes back as the service gave it', async () => {
    await call('PUT', '/transforms/thumbnailsprites', fixture('transforms/sprite.request.docs.json'));
    const { body } = await call('GET', '/transforms/thumbnailsprites');
    expect(still(body)).toEqual(still(fixture('arm/transforms-get-sprite.response.docs.json')));
  });

  it.each(['v2-series-jpg', 'v2-multi-resolution', 'v2-best-while-encoding'])(
    'transforms: takes the %s preset',
    async (name) => {
      const preset = {
        '@odata.type': '#Microsoft.Media.StandardEncoderPreset',
        ...fixture(`transforms/${name}.preset.docs.json`),
      };
      const { status, body } = await call('PUT', `/transforms/${name}`, { properties: { outputs: [{ preset }] } });
      expect([status, JSON.stringify(body)]).toEqual([201, expect.stringContaining('#Microsoft.Media.JpgFormat')]);
    },
  );

  it('transforms: takes the PNG sample', async () => {
    const { status } = await call('PUT', '/transforms/best', fixture('transforms/png-best.request.docs.json'));
    expect(status).toBe(201);
  });

  it('jobs: put answers as documented, then a conflict; finished ones list as documented', async () => {
    const example = fixture('arm/jobs-create.json');
    const clip = await laptop.clip('a.mp4', '-f', 'lavfi', '-i', 'testsrc=d=1:s=64x64');
    await anInput(laptop, client, 'job1-InputAsset', 'a.mp4', clip);
    await call('PUT', '/assets/job1-OutputAsset', {});
    await call('PUT', '/transforms/exampleTransform', fixture('arm/transforms-create.json').parameters.parameters);
    const put = await call('PUT', '/transforms/exampleTransform/jobs/job1', example.parameters.parameters);
    expect(put.status).toBe(201);
    expect(still(put.body)).toEqual(still(example.responses['201']?.body));
    expect(await call('PUT', '/transforms/exampleTransform/jobs/job1', example.parameters.parameters)).toMatchObject({
      status: 409,
      body: { error: { code: 'Conflict' } },
    });

    await jobWhen(client, 'exampleTransform', 'job1');
    const queued = fixture('arm/jobs-get-by-name.json').responses['200']?.body['properties'] as Json;
    const { input, priority } = queued;
    const outputs = [
      {
        '@odata.type': '#Microsoft.Media.JobOutputAsset',
        assetName: 'job1-OutputAsset',
        label: 'example-custom-label',
      },
    ];
    const again = await call('PUT', '/transforms/exampleTransform/jobs/job3', {
      properties: { input, priority, outputs },
    });
    expect((still(again.body) as Json)['properties']).toEqual(
      still({ ...queued, outputs: [{ ...outputs[0], state: 'Queued', progress: 0 }] }),
    );
    await jobWhen(client, 'exampleTransform', 'job3');
    const listed = (await call('GET', '/transforms/exampleTransform/jobs')).body['value'] as Json[];
    const job3 = (fixture('arm/jobs-list-all.json').responses['200']?.body['value'] as Json[])[2];
    const keys = (job: Json | undefined) => Object.keys(job?.['properties'] as Json).sort();
    const outputKeys = (job: Json | undefined) =>
      Object.keys(((job?.['properties'] as Json)['outputs'] as Json[])[0] ?? {}).sort();
    expect([keys(listed[1]), outputKeys(listed[1])]).toEqual([keys(job3), outputKeys(job3)]);
  });
});

describe('the real client', () => {
  it('follows pages, filters and tops', async () => {
    for (const i of [1, 2, 3, 4, 5]) {
      await client.assets.createOrUpdate(resourceGroup, accountName, `page-${i}`, { alternateId: `it's ${i}` });
    }
    const names = async (options: object) => {
      const found: (string | undefined)[] = [];
      for await (const asset of client.assets.list(resourceGroup, accountName, options)) found.push(asset.name);
      return found;
    };
    const all = await names({});
    expect(all.filter((name) => name?.startsWith('page-'))).toHaveLength(5);
    expect(new Set(all).size).toBe(all.length);
    expect(await names({ filter: "properties/alternateId eq 'it''s 3'" })).toEqual(['page-3']);
    expect(await names({ top: 3, orderby: 'name desc' })).toEqual(['page-5', 'page-4', 'page-3']);
    await expect(names({ filter: 'true or 1' })).rejects.toMatchObject({ statusCode: 400, code: 'BadRequest' });
  });

  it('gets container SAS URLs that open the container, for less than a day', async () => {
    const { container } = await client.assets.createOrUpdate(resourceGroup, accountName, 'sas', {
      container: 'testasset0',
    });
    expect(container).toBe('testasset0');
    const hours = (count: number) => new Date(Date.now() + count * 3_600_000);
    const ask = (permissions: string, expiryTime: Date) =>
      client.assets.listContainerSas(resourceGroup, accountName, 'sas', { permissions, expiryTime });
    const { assetContainerSasUrls = [] } = await ask('ReadWrite', hours(23));
    expect(assetContainerSasUrls).toHaveLength(2);
    const opened = new ContainerClient(assetContainerSasUrls[0] ?? '');
    await opened.getBlockBlobClient('a.txt').upload('a', 1);
    await expect(opened.getBlobClient('a.txt').delete()).rejects.toMatchObject({ statusCode: 403 });
    await expect(ask('Read', hours(25))).rejects.toMatchObject({ statusCode: 400 });
    await expect(ask('Read', hours(-1))).rejects.toMatchObject({ statusCode: 400 });
    await expect(ask('Everything', hours(1))).rejects.toMatchObject({ statusCode: 400 });
    await client.assets.delete(resourceGroup, accountName, 'sas');
    expect(await laptop.blobs.getContainerClient('testasset0').exists()).toBe(false);
  });

  it('is told what is missing and what is in the way', async () => {
    await expect(client.assets.get(resourceGroup, accountName, 'none')).rejects.toMatchObject({
      statusCode: 404,
      code: 'ResourceNotFound',
    });
    await expect(client.jobs.get(resourceGroup, accountName, 'none', 'none')).rejects.toMatchObject({
      statusCode: 404,
    });
    await expect(client.assets.get('other', accountName, 'none')).rejects.toMatchObject({ statusCode: 404 });
    await client.assets.createOrUpdate(resourceGroup, accountName, 'first', { container: 'shared-one' });
    await expect(
      client.assets.createOrUpdate(resourceGroup, accountName, 'second', { container: 'shared-one' }),
    ).rejects.toMatchObject({ statusCode: 409 });
  });
});

describe('what is refused', () => {
  const job = (
    input: Json,
    outputs: Json[] = [{ '@odata.type': '#Microsoft.Media.JobOutputAsset', assetName: 'in' }],
  ) => ({ properties: { input, outputs } });
  const asset = { '@odata.type': '#Microsoft.Media.JobInputAsset', assetName: 'in' };
  const cases: [string, string, unknown, RegExp][] = [
    [
      'an HTTP input',
      '/transforms/t/jobs/j',
      job({ '@odata.type': '#Microsoft.Media.JobInputHttp', files: ['http://x/'] }),
      /not supported by the local encoder/,
    ],
    ['a file that leaves its container', '/transforms/t/jobs/j', job({ ...asset, files: ['../other/a.mp4'] }), /files/],
    [
      'a clip of the input',
      '/transforms/t/jobs/j',
      job({ ...asset, start: { '@odata.type': '#Microsoft.Media.AbsoluteClipTime', time: 'PT1S' } }),
      /start/,
    ],
    ['other than the transform’s outputs', '/transforms/t/jobs/j', job(asset, []), /outputs/],
    [
      'an asset that is not there',
      '/transforms/t/jobs/j',
      job({ ...asset, assetName: 'nowhere' }),
      /'nowhere' was not found/,
    ],
    ['a name with a path', '/assets/..%2Fetc', {}, /asset name/],
    ['a container’s bad name', '/assets/x', { properties: { container: '$logs' } }, /container/],
    ['JSON that is none', '/assets/x', '{"properties":', /JSON/],
    [
      'an analysing preset',
      '/transforms/x',
      { properties: { outputs: [{ preset: { '@odata.type': '#Microsoft.Media.VideoAnalyzerPreset' } }] } },
      /VideoAnalyzerPreset.*not supported/,
    ],
  ];

  beforeAll(async () => {
    await client.assets.createOrUpdate(resourceGroup, accountName, 'in', {});
    const preset = aPreset([jpg({ start: '{Best}' })], [format('Jpg', 'i{Extension}')]);
    await client.transforms.createOrUpdate(resourceGroup, accountName, 't', { outputs: [{ preset }] });
  });

  it.each(cases)('%s', async (_title, path, body, message) => {
    const answer = await call('PUT', path, body);
    expect(answer.status).toBe(400);
    expect((answer.body['error'] as Json)['message']).toMatch(message);
  });

  it('a body of megabytes', async () => {
    const body = { properties: { description: 'x'.repeat(2_000_000) } };
    expect((await call('PUT', '/assets/x', body)).status).toBe(413);
  });

  it('a wrong key, a wrong token, no token, no api-version', async () => {
    expect((await authenticate('guess')).status).toBe(401);
    const forged = await call('GET', '/assets', undefined, { authorization: `Bearer ${token.slice(0, -2)}xx` });
    expect(forged).toMatchObject({ status: 401, body: { error: { code: 'InvalidAuthenticationToken' } } });
    expect((await call('GET', '/assets', undefined, { authorization: '' })).status).toBe(401);
    const bare = await fetch(`${url}${base}/mediaServices/stillframe/assets`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([bare.status, await bare.text()]).toEqual([400, expect.stringContaining('MissingApiVersionParameter')]);
  });

  it('a Host that is not local, as a web page with a name of its own would send', async () => {
    const status = await new Promise((resolve) => {
      get(url, { headers: { host: 'attacker.example', authorization: `Bearer ${token}` } }, (response) => {
        resolve(response.resume().statusCode);
      });
    });
    expect(status).toBe(403);
  });
});
