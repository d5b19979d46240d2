import type { AzureMediaServices } from '@azure/arm-mediaservices';
import type { StorageSharedKeyCredential } from '@azure/storage-blob';
import { imageTimes } from '../../../local/media-services/presets/image-times.js';
import { createBlobImageStore } from '../../../src/adapters/blob/blob-image-store.js';
import { createSharedKeys } from '../../../src/adapters/blob/signing-keys.js';
import { ownerOf } from '../../../src/domain/location-record.js';
import type { Series } from '../../../src/domain/series.js';
import { listThumbnailsOf } from '../../../src/domain/thumbnail.js';
import { aManifest } from '../../builders.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { aBackfiller } from '../../unit/recording/backfiller.js';
import { anInput, aPreset, encode, format, jpg } from './encode.js';
import { accountName, aLaptop, resourceGroup, type Laptop } from './laptop.js';

const USUAL = [
  'PT0.5S',
  'PT1S',
  'PT2S',
  'PT2.5S',
  'PT3S',
  'PT5S',
  'PT7.5S',
  'PT10S',
  'PT15S',
  'PT20S',
  'PT30S',
  'PT1M',
];
const PRESETS = [
  ...[...USUAL, '1%', '2%', '5%', '10%', '20%', '25%'].map((step) => ({ start: '0%', step })),
  // A step that nobody looks for, and a start that is not the default.
  { start: '0%', step: 'PT12S' },
  { start: '10%', step: '10%' },
];
/** All ten are 6,400 images, and minutes: EVERY_LENGTH=1 asks for them. */
const SECONDS =
  process.env['EVERY_LENGTH'] === undefined ? [12.4, 33.2] : [7, 12.4, 20, 33.2, 45, 61, 90, 127.6, 200, 303];

/** What became of one preset's images: `=` its step, `~` another to within a tenth, `even` an even spread, `1` a lone image. */
interface Cell {
  what: '=' | '~' | 'even' | '1';
  /** By how much of a step the worst image is wrong. */
  off: number;
}

let laptop: Laptop;
let client: AzureMediaServices;
beforeAll(async () => {
  laptop = await aLaptop();
  ({ client } = await laptop.start());
});
afterAll(() => laptop.stop());

/** Encodes all presets, deletes job and transform, and what the app knows of the images after a back-fill. */
async function backfilled(seconds: number, isBare: boolean): Promise<readonly Series[]> {
  const clip = `clip-${seconds * 1000}`;
  const source = ['-f', 'lavfi', '-i', `testsrc2=d=${seconds}:s=32x18:r=5`, '-preset', 'ultrafast'];
  const file = await laptop.clip(`${clip}.mp4`, ...source);
  await anInput(laptop, client, clip, `${clip}.mp4`, file);
  const formats = PRESETS.map((_, i) => format('Jpg', `p${i}-{Index}{Extension}`));
  const { error, container, names } = await encode(laptop, client, clip, aPreset(PRESETS.map(jpg), formats));
  expect(error).toBeUndefined();
  for await (const { name = '' } of client.transforms.list(resourceGroup, accountName)) {
    for await (const job of client.jobs.list(resourceGroup, accountName, name))
      await client.jobs.delete(resourceGroup, accountName, name, job.name ?? '');
    await client.transforms.delete(resourceGroup, accountName, name);
  }
  const blobs = laptop.blobs.getContainerClient(container);
  if (isBare) {
    for (const name of names.filter((one) => one.endsWith('.json'))) await blobs.deleteBlob(name);
    await blobs.getBlockBlobClient(`${clip}.mp4`).uploadFile(file);
  }
  const keys = createSharedKeys(laptop.blobs, laptop.blobs.credential as StorageSharedKeyCredential);
  const account = { name: laptop.blobs.accountName, containerPatterns: ['*'], client: laptop.blobs, keys };
  const { backfill } = aBackfiller({
    ...{ store: createMemoryStore(), images: createBlobImageStore([account]) },
    accounts: [account],
  });
  const [found] = await backfill.locationsIn({ account: account.name, container, prefix: '' });
  if (found === undefined) throw new Error('nothing was found');
  const { recorded } = await backfill.record(found, undefined, () => undefined);
  if (recorded !== undefined) expect(ownerOf(recorded.record)).not.toBe('');
  return recorded?.record.content?.series ?? [];
}

function cellOf(all: readonly Series[], preset: { start: string; step: string }, i: number, seconds: number): Cell {
  const series = all.filter(({ prefix }) => prefix === `p${i}-`);
  const timeline = { durationSeconds: seconds, frameRate: 5 };
  const { seconds: times, stepSeconds } = imageTimes(preset, timeline, 10_000);
  const listed = listThumbnailsOf([aManifest({ series })], 0, Infinity).map(({ timeMs }) => timeMs / 1000);
  expect([preset, listed.length]).toEqual([preset, times.length]);
  const off = Math.max(...times.map((time, k) => Math.abs(time - (listed[k] ?? NaN)))) / stepSeconds;
  const timing = series[0]?.timing;
  if (timing === undefined) return { what: '1', off };
  expect(timing.source).toBe('inferred');
  const same = Math.abs(timing.stepMs / 1000 / stepSeconds - 1) < 0.001;
  return { what: timing.startMs > 0 ? 'even' : same ? '=' : '~', off };
}

it('times of twenty presets are inferred when job and transform are gone', async () => {
  const rows = PRESETS.map((): Cell[] => []);
  for (const [n, seconds] of SECONDS.entries()) {
    const series = await backfilled(seconds, n % 2 === 1);
    for (const [i, preset] of PRESETS.entries()) rows[i]?.push(cellOf(series, preset, i, seconds));
  }
  const table = rows.map((cells, i) => {
    const { start, step } = PRESETS[i] ?? { start: '', step: '' };
    const shown = cells.map(({ what, off }) => `${what} ${off.toFixed(2)}`.padStart(10)).join('');
    return `${start.padStart(4)} ${step.padStart(7)}${shown}`;
  });
  const all = rows.flat();
  const count = (what: Cell['what']) => all.filter((cell) => cell.what === what).length;
  process.stdout.write(
    [
      `start   step${SECONDS.map((seconds) => `${seconds} s`.padStart(10)).join('')}`,
      ...table,
      `${all.length}: ${count('=')} right, ${count('~')} within a tenth, ${count('even')} even, ${count('1')} alone`,
      '',
    ].join('\n'),
  );
  const usual = rows.slice(0, -2).flat();
  expect(usual.filter(({ off }) => off > 0.5001)).toEqual([]);
  expect(count('=') * 2).toBeGreaterThanOrEqual(all.length);
}, 600_000);
