import type { AzureMediaServices, StandardEncoderPreset } from '@azure/arm-mediaservices';
import { readFileSync } from 'node:fs';
import type { StorageSharedKeyCredential } from '@azure/storage-blob';
import { fromAnyPreset } from '../../../local/media-services/presets/v2-preset.js';
import { createBlobImageStore } from '../../../src/adapters/blob/blob-image-store.js';
import { createSharedKeys } from '../../../src/adapters/blob/signing-keys.js';
import { readImageRules } from '../../../src/adapters/media-services/image-rules.js';
import { readSeries } from '../../../src/application/recording/read-series.js';
import { listThumbnailsOf } from '../../../src/domain/thumbnail.js';
import { aManifest } from '../../builders.js';
import { aLog } from '../../fakes.js';
import { anInput, aPreset, encode, format, jpg } from './encode.js';
import { aLaptop, type Laptop } from './laptop.js';

let laptop: Laptop;
let client: AzureMediaServices;

beforeAll(async () => {
  laptop = await aLaptop();
  ({ client } = await laptop.start());
  const clip = await laptop.clip('clip.mp4', '-f', 'lavfi', '-i', 'testsrc2=d=10:s=64x36:r=25', '-preset', 'ultrafast');
  await anInput(laptop, client, 'clip', 'clip.mp4', clip);
});
afterAll(() => laptop.stop());

/** Encodes, reads what lies there then as the app does, and tells its images. */
async function told(preset: StandardEncoderPreset) {
  const { error, container, names } = await encode(laptop, client, 'clip', preset);
  expect(error).toBeUndefined();
  const { accountName, credential } = laptop.blobs;
  const keys = createSharedKeys(laptop.blobs, credential as StorageSharedKeyCredential);
  const images = createBlobImageStore([{ name: accountName, containerPatterns: ['*'], client: laptop.blobs, keys }]);
  const location = { account: accountName, container, prefix: '' };
  const blobs = (await images.list(location)) ?? [];
  const { series } = await readSeries(images, location, blobs, readImageRules(preset), aLog().log);
  const listed = listThumbnailsOf([aManifest({ location, series })], 0, Infinity);
  expect(listed.map(({ blobName }) => blobName).sort()).toEqual(names.filter((name) => name.endsWith('.jpg')));
  return listed;
}

/** What a preset of Media Services v2 says of images; the client of v3 does not take the rest of it. */
function v2Preset(name: string): StandardEncoderPreset {
  const preset = fromAnyPreset(JSON.parse(readFileSync(`test/fixtures/transforms/${name}`, 'utf8')));
  const text = JSON.stringify(preset).replaceAll('"@odata.type"', '"odataType"');
  const { codecs, formats } = JSON.parse(text) as Record<'codecs' | 'formats', { odataType: string }[]>;
  const ofImages = ({ odataType }: { odataType: string }) => odataType.includes('Jpg');
  return aPreset(codecs.filter(ofImages), formats.filter(ofImages));
}

describe('the recording of images that the encoder made', () => {
  it.each([
    [{ start: '1', step: '50' }, [0, 2000, 4000, 6000, 8000]],
    [{ start: '26', step: '100', range: '200' }, [1000, 5000]],
    [{ start: '10%', step: '50' }, [1000, 3000, 5000, 7000, 9000]],
    [{ start: 'PT1S', step: '75', range: 'PT4S' }, [1000, 4000]],
    [{ start: '51', step: '40%' }, [2000, 6000]],
  ])('has the time that %j means, at 25 frames a second', async (timing, times) => {
    const listed = await told(aPreset([jpg(timing)], [format('Jpg', '{Basename}_{Index}{Extension}')]));
    expect(listed.map(({ timeMs }) => timeMs)).toEqual(times);
  });

  it('has the size and the time of every layer of a v2 preset', async () => {
    const listed = await told(v2Preset('v2-multi-resolution.preset.docs.json'));
    const times = [500, 1500, 2500, 3500, 4500, 5500, 6500, 7500, 8500, 9500];
    expect(listed.map(({ kind, width, height, timeMs }) => [kind, width, height, timeMs])).toEqual([
      ...times.map((time) => ['Thumbnail', 64, 36, time]),
      ...times.map((time) => ['Thumbnail', 32, 18, time]),
    ]);
  });

  it('has a poster for a v2 preset that lets the encoder choose', async () => {
    const listed = await told(v2Preset('v2-best-while-encoding.preset.docs.json'));
    expect(listed).toMatchObject([{ kind: 'Poster', index: 0, timeMs: 0, width: 64 }]);
  });
});
