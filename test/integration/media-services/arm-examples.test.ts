import type { AzureMediaServices } from '@azure/arm-mediaservices';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anInput, jobWhen } from './encode.js';
import { aLaptop, type Laptop } from './laptop.js';
import { authenticate, makeCall, type Json } from './rest.js';

interface Example {
  parameters: Json & { parameters?: Json };
  responses: Record<string, { body: Json }>;
}
const fixture = (path: string) =>
  JSON.parse(readFileSync(join(__dirname, '../../fixtures', path), 'utf8')) as Json & Example;

let laptop: Laptop;
let client: AzureMediaServices;
let call: ReturnType<typeof makeCall>;

beforeAll(async () => {
  laptop = await aLaptop();
  const { url, ...encoder } = await laptop.start();
  client = encoder.client;
  call = makeCall(url, await (await authenticate(url, 'local')).text());
});
afterAll(() => laptop.stop());

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

describe('an official example works with the encoder:', () => {
  it('assets are put, got and listed as documented', async () => {
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

  it('listContainerSas answers two URLs of the container with the requested permissions', async () => {
    const example = fixture('arm/assets-list-sas-urls.json');
    await call('PUT', '/assets/ClimbingMountBaker', {});
    const inAnHour = new Date(Date.now() + 60 * 60_000).toISOString();
    const asked = { ...example.parameters.parameters, expiryTime: inAnHour };
    const { status, body } = await call('POST', '/assets/ClimbingMountBaker/listContainerSas', asked);
    const documented = example.responses['200']?.body ?? {};
    expect([status, Object.keys(body)]).toEqual([200, Object.keys(documented)]);
    const permissions = (urls: unknown) =>
      (urls as string[]).map((url) => new URL(url).searchParams.get('sp')?.split('').sort());
    expect(permissions(body['assetContainerSasUrls'])).toEqual(permissions(documented['assetContainerSasUrls']));
    // The example's own time is long past, and is refused.
    const past = await call('POST', '/assets/ClimbingMountBaker/listContainerSas', example.parameters.parameters);
    expect(past.status).toBe(400);
  });

  it('a transform is put with 201, then 200, and got unchanged', async () => {
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

  it('the sprite sample is returned as the service returned it', async () => {
    await call('PUT', '/transforms/thumbnailsprites', fixture('transforms/sprite.request.docs.json'));
    const { body } = await call('GET', '/transforms/thumbnailsprites');
    expect(still(body)).toEqual(still(fixture('arm/transforms-get-sprite.response.docs.json')));
  });

  it.each(['v2-series-jpg', 'v2-multi-resolution', 'v2-best-while-encoding'])(
    'the %s preset is accepted',
    async (name) => {
      const preset = {
        '@odata.type': '#Microsoft.Media.StandardEncoderPreset',
        ...fixture(`transforms/${name}.preset.docs.json`),
      };
      const { status, body } = await call('PUT', `/transforms/${name}`, { properties: { outputs: [{ preset }] } });
      expect([status, JSON.stringify(body)]).toEqual([201, expect.stringContaining('#Microsoft.Media.JpgFormat')]);
    },
  );

  it('the PNG sample is accepted', async () => {
    const { status } = await call('PUT', '/transforms/best', fixture('transforms/png-best.request.docs.json'));
    expect(status).toBe(201);
  });

  it('a job is put as documented, then refused as a conflict, and listed when finished', async () => {
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
