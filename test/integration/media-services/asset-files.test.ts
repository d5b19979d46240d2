import type { AzureMediaServices } from '@azure/arm-mediaservices';
import { anInput, aPreset, encode, format, jpg } from './encode.js';
import { aLaptop, type Laptop } from './laptop.js';

let laptop: Laptop;
let client: AzureMediaServices;
const name = 'Küche #1 100% & mehr, ein sehr langer Name.final.mp4';

beforeAll(async () => {
  laptop = await aLaptop();
  ({ client } = await laptop.start());
  const clip = await laptop.clip(
    'wide.mp4',
    '-f',
    'lavfi',
    '-i',
    'testsrc2=d=5:s=1280x720:r=10',
    '-preset',
    'ultrafast',
  );
  await anInput(laptop, client, 'wide', name, clip);
});
afterAll(() => laptop.stop());

it('the encoder describes the input and the output in the documented files', async () => {
  const { names, read } = await encode(
    laptop,
    client,
    'wide',
    aPreset([jpg({ start: '{Best}' })], [format('Jpg', 'p{Extension}')]),
  );
  const json = async (end: string) =>
    JSON.parse(String(await read(names.find((own) => own.endsWith(end)) ?? ''))) as { AssetFile: object[] };
  expect((await json('_metadata.json')).AssetFile[0]).toMatchObject({
    Duration: 'PT5S',
    VideoTracks: [{ Width: '1280', Height: '720', FrameRate: 10, NumberOfFrames: 50 }],
    Name: name,
  });
  expect((await json('_manifest.json')).AssetFile[0]).toMatchObject({ Name: 'p.jpg', Duration: 'PT5S' });
});
