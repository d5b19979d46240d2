import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createArmMediaLibrary, listAssets } from '../../src/adapters/media-services/arm-media-library.js';
import { connectMediaServices } from '../../src/adapters/media-services/connect-media-services.js';
import { describeError } from '../../src/application/failure.js';
import { GUID, NOW } from '../builders.js';

/** What the service answers to everything but the exchange of the key. */
let answer: unknown;
const server = createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  const isToken = request.method === 'POST' && request.url === '/auth/token';
  response.end(isToken ? 'token' : typeof answer === 'string' ? answer : JSON.stringify(answer));
});
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const account = { resourceGroup: 'g', account: 'a' };
const connect = () =>
  connectMediaServices({
    ...{ endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, subscriptionId: 's', apiKey: 'k' },
    ...{ clock: () => NOW, credential: () => ({ getToken: () => Promise.resolve(null) }) },
  });
const library = createArmMediaLibrary(account, 'videoId', connect);

const findAsset = (properties: unknown) => {
  answer = { name: 'x', properties };
  return library.findAsset('x');
};
const findJob = (properties: unknown) => {
  answer = { name: 'j', properties };
  return library.findJob({ transform: 't', job: 'j' });
};
const findTransform = (properties: unknown) => {
  answer = { name: 't', properties };
  return library.findTransform('t');
};

const NOTHING = [null, '', 7, {}, [], true, '\ud800'];
const OUTPUT = { '@odata.type': '#Microsoft.Media.JobOutputAsset' };
const PRESET = { '@odata.type': '#Microsoft.Media.StandardEncoderPreset' };
const JPG = { '@odata.type': '#Microsoft.Media.JpgImage' };
const FORMAT = { '@odata.type': '#Microsoft.Media.JpgFormat', filenamePattern: 'a-{Index}{Extension}' };
const preset = (codec: object) => ({ ...PRESET, codecs: [{ ...JPG, ...codec }], formats: [FORMAT] });
const BEST = { unit: 'best' };

describe('a null, empty or mistyped member of an answer counts as absent', () => {
  const known = { name: 'x', container: 'videos', isClientEncrypted: false };

  it.each(['alternateId', 'assetId', 'storageAccountName', 'storageEncryptionFormat'])(
    'in an asset: %s',
    async (name) => {
      for (const value of NOTHING) expect(await findAsset({ container: 'videos', [name]: value })).toEqual(known);
    },
  );

  it('in an asset without a container, which uses the container of its id', async () => {
    for (const container of NOTHING) {
      expect(await findAsset({ container, assetId: GUID })).toMatchObject({ container: `asset-${GUID}` });
    }
  });

  it.each(['outputs', 'correlationData', 'endTime'])('in a job: %s', async (name) => {
    for (const value of NOTHING) {
      const job = await findJob({ outputs: [{ ...OUTPUT, assetName: 'x', state: 'Finished' }], [name]: value });
      expect(job).not.toHaveProperty('endedAt');
      expect(job).not.toHaveProperty('videoId');
      expect(job?.outputs.filter(({ assetName }) => assetName !== '')).toEqual(
        name === 'outputs' ? [] : [{ assetName: 'x', state: 'Finished' }],
      );
    }
  });

  it('in an output of a job, which keeps its place', async () => {
    for (const value of NOTHING) {
      const odd = { ...OUTPUT, assetName: value, state: value, presetOverride: value };
      const job = await findJob({ outputs: [odd, value, { ...OUTPUT, assetName: 'x' }] });
      expect(job?.outputs).toEqual([
        { assetName: '', state: 'Queued' },
        { assetName: '', state: 'Queued' },
        { assetName: 'x', state: 'Queued' },
      ]);
    }
  });

  it('in a transform, and in its presets', async () => {
    for (const value of [null, 7, 'text']) {
      expect((await findTransform({ outputs: value })) ?? []).toEqual(value === null ? [] : [[]]);
      expect(await findTransform({ outputs: [value, { preset: value }] })).toEqual([[], []]);
      const lists = { ...PRESET, codecs: value, formats: value };
      expect(await findTransform({ outputs: [{ preset: lists }] })).toEqual([[]]);
      const members = { ...PRESET, codecs: [value, JPG], formats: [value, FORMAT] };
      expect(await findTransform({ outputs: [{ preset: members }] })).toMatchObject([[{ start: BEST }]]);
    }
  });

  it.each(['label', 'start', 'step', 'range', 'layers', 'spriteColumn'])('in a codec: %s', async (name) => {
    const [[plain] = []] = (await findTransform({ outputs: [{ preset: preset({}) }] })) ?? [];
    expect(plain).toMatchObject({ label: '', start: BEST, isSprite: false });
    for (const value of [null, '', {}, []]) {
      expect(await findTransform({ outputs: [{ preset: preset({ [name]: value }) }] })).toEqual([[plain]]);
    }
  });

  it('in a layer of a codec, which keeps its place', async () => {
    const layers = [null, { label: 7 }, { label: 'low' }];
    const [rules = []] = (await findTransform({ outputs: [{ preset: preset({ label: 'all', layers }) }] })) ?? [];
    expect(rules.map(({ label }) => label)).toEqual(['all', 'all', 'low']);
  });
});

describe('an unreadable answer', () => {
  it.each([
    ['{'],
    ['<html>'],
    ['null'],
    ['[]'],
    ['7'],
    [{}],
    [{ properties: null }],
    [{ properties: { assetId: '' } }],
  ])('instead of an asset is a failure, so that the event is delivered again: %j', async (body) => {
    answer = body;
    const error: unknown = await library.findAsset('x').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'Failure', code: 'unavailable' });
    expect(describeError(error).reason).toMatch(/^Media Services: read an asset: /);
  });

  it('for one asset of a list does not hide the others', async () => {
    answer = {
      value: [null, 7, { name: null }, { name: 7 }, { name: 'none' }, { name: 'x', properties: { container: 'c' } }],
    };
    expect(await listAssets(connect, account)).toEqual([{ name: 'x', container: 'c', isClientEncrypted: false }]);
  });

  it('instead of a list of assets is a failure', async () => {
    for (const body of ['{', '<html>']) {
      answer = body;
      await expect(listAssets(connect, account)).rejects.toMatchObject({ name: 'Failure', code: 'unavailable' });
    }
  });
});
