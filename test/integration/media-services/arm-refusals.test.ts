import type { AzureMediaServices } from '@azure/arm-mediaservices';
import { get } from 'node:http';
import { createArmMediaLibrary } from '../../../src/adapters/media-services/arm-media-library.js';
import { aPreset, format, jpg } from './encode.js';
import { accountName, aLaptop, type Laptop, resourceGroup } from './laptop.js';
import { accountPath, authenticate, makeCall, type Json } from './rest.js';

let laptop: Laptop;
let client: AzureMediaServices;
let url: string;
let token: string;
let call: ReturnType<typeof makeCall>;

beforeAll(async () => {
  laptop = await aLaptop();
  ({ client, url } = await laptop.start());
  token = await (await authenticate(url, 'local')).text();
  call = makeCall(url, token);
});
afterAll(() => laptop.stop());

describe('the encoder refuses', () => {
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

  it('a read of a name that cannot exist, which the app treats as missing', async () => {
    const library = createArmMediaLibrary({ resourceGroup, account: accountName }, 'videoId', () =>
      Promise.resolve(client),
    );
    for (const name of ['v1.2', 'a:b', "l'été"]) {
      expect((await call('GET', `/assets/${encodeURIComponent(name)}`)).status).toBe(400);
      expect(await library.findAsset(name)).toBeUndefined();
      expect(await library.findJob({ transform: 't', job: name })).toBeUndefined();
    }
  });

  it('a body of megabytes', async () => {
    const body = { properties: { description: 'x'.repeat(2_000_000) } };
    expect((await call('PUT', '/assets/x', body)).status).toBe(413);
  });

  it('a wrong key, a wrong token, no token and no api-version', async () => {
    expect((await authenticate(url, 'guess')).status).toBe(401);
    const forged = await call('GET', '/assets', undefined, { authorization: `Bearer ${token.slice(0, -2)}xx` });
    expect(forged).toMatchObject({ status: 401, body: { error: { code: 'InvalidAuthenticationToken' } } });
    expect((await call('GET', '/assets', undefined, { authorization: '' })).status).toBe(401);
    const bare = await fetch(`${url}${accountPath}/assets`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([bare.status, await bare.text()]).toEqual([400, expect.stringContaining('MissingApiVersionParameter')]);
  });

  it('a foreign Host, as a web page with its own domain would send', async () => {
    const status = await new Promise((resolve) => {
      get(url, { headers: { host: 'attacker.example', authorization: `Bearer ${token}` } }, (response) => {
        resolve(response.resume().statusCode);
      });
    });
    expect(status).toBe(403);
  });
});
