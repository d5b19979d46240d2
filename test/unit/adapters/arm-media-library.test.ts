import { AzureMediaServices } from '@azure/arm-mediaservices';
import { createHttpHeaders, type HttpClient } from '@azure/core-rest-pipeline';
import { readFileSync } from 'node:fs';
import { createArmMediaLibrary, toAsset } from '../../../src/adapters/media-services/arm-media-library.js';

const body = (path: string) => {
  const example = JSON.parse(readFileSync(`test/fixtures/arm/${path}`, 'utf8')) as {
    responses: { 200: { body: object } };
  };
  return example.responses[200].body;
};

/** The real client over answers that are given here. */
function libraryAnswering(status: number, answer: unknown) {
  const urls: string[] = [];
  const httpClient: HttpClient = {
    sendRequest: (request) => {
      urls.push(request.url);
      const headers = createHttpHeaders({ 'content-type': 'application/json' });
      return Promise.resolve({ request, status, headers, bodyAsText: JSON.stringify(answer) });
    },
  };
  const credential = { getToken: () => Promise.resolve({ token: 't', expiresOnTimestamp: 4e12 }) };
  let connections = 0;
  const library = createArmMediaLibrary({ resourceGroup: 'g', account: 'a' }, 'videoId', () => {
    connections++;
    return Promise.resolve(new AzureMediaServices(credential, 's', { httpClient, retryOptions: { maxRetries: 0 } }));
  });
  return { library, urls, connections: () => connections };
}
const withProperties = (path: string, properties: object) => {
  const answer = body(path) as { properties: object };
  return { ...answer, properties: { ...answer.properties, ...properties } };
};

describe('the library of a Media Services account', () => {
  it('reads an asset', async () => {
    const { library, urls, connections } = libraryAnswering(200, body('assets-get-by-name.json'));
    const asset = {
      name: 'ClimbingMountAdams',
      assetId: '1b648c1a-2268-461d-a1da-742bde23db40',
      alternateId: 'CLIMB00002',
      container: 'asset-1b648c1a-2268-461d-a1da-742bde23db40',
      isClientEncrypted: false,
    };
    expect(await library.findAsset('ClimbingMountAdams')).toEqual(asset);
    expect(await library.findAsset("Élan+ (#1): 'v1.2'")).toMatchObject({ container: asset.container });
    expect(urls[0]).toContain('/mediaServices/a/assets/ClimbingMountAdams?');
    expect(urls[1]).toContain("/mediaServices/a/assets/%C3%89lan%2B%20(%231)%3A%20'v1.2'?");
    expect(connections()).toBe(1);
  });

  it('takes the container that is named after the id of an asset without one, and none without either', () => {
    expect(toAsset('a', { assetId: 'guid' })).toEqual({
      ...{ name: 'a', assetId: 'guid', container: 'asset-guid', isClientEncrypted: false },
    });
    expect(toAsset('a', {})).toBeUndefined();
  });

  it.each(['', '.', '..', '...', '../../private', 'a\\b', '..%2f', 'a?b', 'a&b', '\n', '\ud800', 'x'.repeat(261)])(
    'sends no request for the impossible name %j',
    async (name) => {
      const { library, connections } = libraryAnswering(200, body('assets-get-by-name.json'));
      expect(await library.findAsset(name)).toBeUndefined();
      expect(await library.findTransform(name)).toBeUndefined();
      expect(await library.findJob({ transform: 't', job: name })).toBeUndefined();
      expect(await library.findJob({ transform: name, job: 'j' })).toBeUndefined();
      expect(connections()).toBe(0);
    },
  );

  it('asks for a name of 260 characters, the longest that there is', async () => {
    const { library, connections } = libraryAnswering(200, body('assets-get-by-name.json'));
    expect(await library.findAsset('x'.repeat(260))).toBeDefined();
    expect(connections()).toBe(1);
  });

  it('recognises client-side encryption and another account', async () => {
    const properties = { storageEncryptionFormat: 'MediaStorageClientEncryption', storageAccountName: 'OtherMedia' };
    const { library } = libraryAnswering(200, withProperties('assets-get-by-name.json', properties));
    expect(await library.findAsset('x')).toMatchObject({ isClientEncrypted: true, storageAccount: 'othermedia' });
  });

  it('reads a job, with the rules of its own presets', async () => {
    const preset = {
      '@odata.type': '#Microsoft.Media.StandardEncoderPreset',
      codecs: [{ '@odata.type': '#Microsoft.Media.JpgImage', start: '5%' }],
      formats: [{ '@odata.type': '#Microsoft.Media.JpgFormat', filenamePattern: '{Basename}_{Index}{Extension}' }],
    };
    const type = { '@odata.type': '#Microsoft.Media.JobOutputAsset' };
    const outputs = [
      { ...type, assetName: 'one', state: 'Finished', presetOverride: preset },
      { '@odata.type': '#Contoso.Unknown', state: 'Finished' },
      { ...type, assetName: 'two', state: 'Exploded' },
    ];
    const answer = withProperties('jobs-get-by-name.json', { outputs, endTime: '2022-07-01T00:10:00.1234567Z' });
    expect(await libraryAnswering(200, answer).library.findJob({ transform: 't', job: 'j' })).toEqual({
      endedAt: new Date('2022-07-01T00:10:00.123Z'),
      outputs: [
        {
          assetName: 'one',
          state: 'Finished',
          rules: [expect.objectContaining({ start: { unit: 'percent', value: 5 } })],
        },
        { assetName: '', state: 'Finished' },
        { assetName: 'two', state: 'Queued' },
      ],
    });
  });

  it('reads the error of a failed output of a job, and of no other', async () => {
    const error = { code: 'ContentMalformed', message: 'No media file: /mnt/SECRET', retry: 'DoNotRetry' };
    const outputs = ['Error', 'Finished'].map((state) => ({
      ...{ '@odata.type': '#Microsoft.Media.JobOutputAsset', assetName: 'one' },
      ...{ state, error },
    }));
    const answer = withProperties('jobs-get-by-name.json', { outputs });
    const read = await libraryAnswering(200, answer).library.findJob({ transform: 't', job: 'j' });
    const shown = { code: 'ContentMalformed', message: 'No media file: …' };
    expect(read?.outputs.map((output) => output.error)).toEqual([shown, undefined]);
  });

  it('reads the documented job, which has not ended', async () => {
    const { library } = libraryAnswering(200, body('jobs-get-by-name.json'));
    expect(await library.findJob({ transform: 't', job: 'j' })).toEqual({
      outputs: [{ assetName: 'job1-OutputAsset', state: 'Queued' }],
    });
  });

  it.each([
    [{ VIDEOID: 'my-video' }, { videoId: 'my-video' }],
    [{ videoId: 'x'.repeat(513) }, {}],
    [{ other: 'my-video' }, {}],
  ])('reads the video id from the correlation data %j of a job', async (correlationData, video) => {
    const { library } = libraryAnswering(200, withProperties('jobs-get-by-name.json', { correlationData }));
    expect(await library.findJob({ transform: 't', job: 'j' })).toEqual({
      outputs: expect.anything() as unknown,
      ...video,
    });
  });

  it.each(['0001-01-01T00:00:00Z', 'soon'])('has no end time for a job that ended %j', async (endTime) => {
    const { library } = libraryAnswering(200, withProperties('jobs-get-by-name.json', { endTime }));
    expect(await library.findJob({ transform: 't', job: 'j' })).not.toHaveProperty('endedAt');
  });

  it('reads the rules of a transform, by output', async () => {
    const sprite = JSON.parse(
      readFileSync('test/fixtures/arm/transforms-get-sprite.response.docs.json', 'utf8'),
    ) as object;
    expect(await libraryAnswering(200, sprite).library.findTransform('t')).toMatchObject([[{ isSprite: true }]]);
    expect(await libraryAnswering(200, body('transforms-get-by-name.json')).library.findTransform('t')).toEqual([[]]);
  });

  it('returns undefined for missing resources', async () => {
    const { library } = libraryAnswering(404, { error: { code: 'ResourceNotFound', message: 'gone' } });
    expect(await library.findAsset('x')).toBeUndefined();
    expect(await library.findJob({ transform: 't', job: 'j' })).toBeUndefined();
    expect(await library.findTransform('x')).toBeUndefined();
  });

  it.each(['v1.2', 'a:b', 'a*', 'a+b', "l'été"])(
    'returns undefined where the service refuses a name that cannot exist: %s',
    async (name) => {
      const { library } = libraryAnswering(400, { error: { code: 'InvalidResourceName', message: 'no' } });
      expect(await library.findAsset(name)).toBeUndefined();
      expect(await library.findJob({ transform: 't', job: name })).toBeUndefined();
      expect(await library.findTransform(name)).toBeUndefined();
    },
  );

  it('does not treat other refusals as missing', async () => {
    const { library } = libraryAnswering(400, { error: { code: 'InvalidSubscriptionId', message: 'no' } });
    await expect(library.findAsset('usual')).rejects.toMatchObject({ statusCode: 400 });
  });

  it.each([
    [403, 'access-denied'],
    [429, 'unavailable'],
    [500, 'unavailable'],
  ])("reports %i as %s, without the service's message", async (status, code) => {
    const { library } = libraryAnswering(status, { error: { code: 'Some', message: 'SECRET' } });
    const message = `Media Services: read an asset: answered ${String(status)} (Some)`;
    await expect(library.findAsset('x')).rejects.toMatchObject({ code, message });
  });
});
