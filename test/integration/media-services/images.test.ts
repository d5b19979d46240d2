import type { AzureMediaServices } from '@azure/arm-mediaservices';
import { readFile } from 'node:fs/promises';
import { imageSize } from 'image-size';
import { anInput, aPreset, encode, format, jpg, png } from './encode.js';
import { aLaptop, type Laptop } from './laptop.js';
import { turned } from './timed-clips.js';

let laptop: Laptop;
let client: AzureMediaServices;

beforeAll(async () => {
  laptop = await aLaptop();
  ({ client } = await laptop.start());
  const wide = await laptop.clip(
    'wide.mp4',
    '-f',
    'lavfi',
    '-i',
    'testsrc2=d=5:s=1280x720:r=10',
    '-preset',
    'ultrafast',
  );
  await anInput(laptop, client, 'wide', 'Küche #1 100% & mehr, ein sehr langer Name.final.mp4', wide);
  await anInput(laptop, client, 'turned', 'turned.mp4', turned(await readFile(wide)));
  const source = ['-f', 'lavfi', '-i', 'testsrc=d=1:s=721x577:r=10', '-vf', 'setsar=4/3', '-pix_fmt', 'yuv420p'];
  const odd = await laptop.clip('odd.webm', ...source, '-c:v', 'libvpx', '-b:v', '1M');
  await anInput(laptop, client, 'odd', 'odd.webm', odd);
});
afterAll(() => laptop.stop());

/** `{Basename}`: the first 32 characters of the input's name. */
const base = 'Küche #1 100% & mehr, ein sehr l';

it('a job writes series, layers, a poster and a sprite, each under its own names', async () => {
  const layers = [
    { width: '50%', height: '50%', label: 'half', quality: 90 },
    { width: '320', height: '320', label: 'box' },
  ];
  const preset = aPreset(
    [
      jpg({ start: '0%', step: '20%', range: '100%', layers }),
      png({
        start: '{Best}',
        step: '25%',
        range: '80%',
        stretchMode: 'None',
        layers: [{ width: '100', height: '100' }],
      }),
      jpg({ start: 'PT0S', step: 'PT1S', spriteColumn: 2, label: 'sheet', layers: [{ width: '160', height: '90' }] }),
    ],
    [
      format('Jpg', 'Thumbnail-{Basename}-{Label}-{Index}{Extension}'),
      format('Png', 'Poster-{Basename}-{Bitrate}{Resolution}{Extension}'),
    ],
  );
  const { error, names, read } = await encode(laptop, client, 'wide', preset);
  expect(error).toBeUndefined();
  const index = (label: string) => [1, 2, 3, 4, 5].map((k) => `Thumbnail-${base}-${label}-00000${k}.jpg`);
  expect(names.filter((name) => !name.endsWith('_metadata.json')).sort()).toEqual(
    [
      ...[...index('half'), ...index('box'), `Poster-${base}-100x100.png`, `${base}_manifest.json`],
      ...[`Thumbnail-${base}-sheet-000001.jpg`, `Thumbnail-${base}-sheet-000001.vtt`],
    ].sort(),
  );
  const sizeOf = async (name: string) => imageSize(await read(name));
  expect(await sizeOf(`Thumbnail-${base}-half-000003.jpg`)).toMatchObject({ width: 640, height: 360, type: 'jpg' });
  // AutoSize keeps the aspect: the box is filled in width only.
  expect(await sizeOf(`Thumbnail-${base}-box-000005.jpg`)).toMatchObject({ width: 320, height: 180 });
  expect(await sizeOf(`Poster-${base}-100x100.png`)).toMatchObject({ width: 100, height: 100, type: 'png' });
  expect(await sizeOf(`Thumbnail-${base}-sheet-000001.jpg`)).toMatchObject({ width: 320, height: 270 });

  const vtt = String(await read(`Thumbnail-${base}-sheet-000001.vtt`));
  const url = `Thumbnail-K%C3%BCche%20%231%20100%25%20%26%20mehr%2C%20ein%20sehr%20l-sheet-000001.jpg`;
  expect(vtt.startsWith('WEBVTT\n\n')).toBe(true);
  expect(vtt).toContain(`\n00:00:03.000 --> 00:00:04.000\n${url}#xywh=160,90,160,90\n`);
  expect(vtt.match(/-->/g)).toHaveLength(5);
});

it('a job gives every blob the content type that browsers need', async () => {
  const preset = aPreset(
    [jpg({ start: 'PT0S', step: 'PT1S', spriteColumn: 3 }), png({ start: '{Best}' })],
    [format('Jpg', 's-{Index}{Extension}'), format('Png', 'p{Extension}')],
  );
  const { container } = await encode(laptop, client, 'odd', preset);
  const types: Record<string, string | undefined> = {};
  for await (const { name, properties } of laptop.blobs.getContainerClient(container).listBlobsFlat()) {
    types[name.replace(/^.*_/, '')] = properties.contentType;
  }
  expect(types).toEqual({
    's-000001.jpg': 'image/jpeg',
    's-000001.vtt': 'text/vtt; charset=utf-8',
    'p.png': 'image/png',
    'manifest.json': 'application/json',
    'metadata.json': 'application/json',
  });
});

describe('the size of an encoded image', () => {
  const cases: [string, string, object, { width: number; height: number }][] = [
    ['turned', 'follows the rotation of a portrait video', {}, { width: 720, height: 1280 }],
    [
      'turned',
      'fits a portrait video into a landscape box',
      { width: '640', height: '360' },
      { width: 203, height: 360 },
    ],
    ['odd', 'has square pixels and may be odd', {}, { width: 961, height: 577 }],
    ['odd', 'follows the one side that is given', { height: '25%' }, { width: 240, height: 144 }],
  ];
  it.each(cases)('of the input %s %s', async (asset, _title, layer, size) => {
    const preset = aPreset([jpg({ start: '{Best}', layers: [layer] })], [format('Jpg', 'p{Extension}')]);
    const { error, read } = await encode(laptop, client, asset, preset);
    expect(error).toBeUndefined();
    expect(imageSize(await read('p.jpg'))).toMatchObject(size);
  });

  it('is the requested one with AutoFit, with black bars', async () => {
    const codec = jpg({ start: '{Best}', stretchMode: 'AutoFit', layers: [{ width: '200', height: '200' }] });
    const { read } = await encode(laptop, client, 'wide', aPreset([codec], [format('Jpg', '{Resolution}{Extension}')]));
    expect(imageSize(await read('200x200.jpg'))).toMatchObject({ width: 200, height: 200 });
  });
});

const alike = [
  { width: '640', height: '360' },
  { width: '50%', height: '50%' },
];
it.each([
  ['a sprite would outgrow JPEG', { start: '0%', step: '1%', spriteColumn: 100 }, '128000x720 pixels'],
  ['two layers turn out to have one name', { start: '{Best}', layers: alike }, 'add {Label} or {Resolution}'],
])('a job fails with a reason when %s', async (_title, codec, reason) => {
  const preset = aPreset([jpg(codec)], [format('Jpg', '{Resolution}{Extension}')]);
  const { error } = await encode(laptop, client, 'wide', preset);
  expect(error?.code).toBe('ConfigurationUnsupported');
  expect(error?.message).toContain(reason);
});
