import { timeMsOf } from '../../../src/domain/image-time.js';
import { LIMITS } from '../../../src/domain/limits.js';
import { readToldTimes } from '../../../src/domain/told-times.js';
import { aJobFinished, anAsset, anImagesReady, aRule, minutesAfter, someRules } from '../../builders.js';
import { aLog, fakeImages, fakeLibrary, JPEG } from '../../fakes.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { aBackfiller } from './backfiller.js';
import { blobsOf, numbered, read } from './read-blobs.js';
import { CONTAINER, eventHarness } from './recorder.js';

const SIX = numbered('Thumbnail', 6);
const VIDEO = { ...blobsOf(SIX), 'a.ismc': null, 'a_720.mp4': null };
const UNKNOWN = { timeline: {} };
const every = (words: string) => ({ told: readToldTimes({ every: words }).times ?? {} });
const preset = {
  rules: [aRule({ filenamePattern: 'Thumbnail{Index}{Extension}', start: { unit: 'ms', value: 1000 } })],
};

/** Each series’ source of times, and when its first two images were taken; what the location’s length is, and which files say so. */
async function times(...[blobs, options]: Parameters<typeof read>) {
  const { series, durationMs, files } = await read(blobs, options);
  const told = series.map((one) => [one.timing?.source, ...[1, 2].map((index) => timeMsOf(one, index))]);
  return { times: told.length === 1 ? told[0] : told, durationMs, files };
}

describe('the times of images', () => {
  it('are those of a preset, whatever else tells them', async () => {
    const options = { ...preset, ...every('7') };
    expect(await times(VIDEO, options)).toEqual({ times: ['preset', 1000, 6000], durationMs: 60_000, files: [] });
  });

  it('are of percents of the length that the operator says where the encoder’s files do not say it', async () => {
    const told = { durationMs: 40_000 };
    const rules = [aRule({ filenamePattern: 'Thumbnail{Index}{Extension}', step: { unit: 'percent', value: 50 } })];
    expect((await times(VIDEO, { rules, told, ...UNKNOWN })).times).toEqual(['preset', 0, 20_000]);
    expect((await times(VIDEO, { rules, told })).times).toEqual(['preset', 0, 30_000]);
  });

  it('begin with the first of a preset’s images where that has the number 0', async () => {
    const from0 = blobsOf(['Thumbnail000000.jpg', 'Thumbnail000001.jpg']);
    const { series } = await read(from0, preset);
    expect([0, 1].map((index) => series[0] && timeMsOf(series[0], index))).toEqual([1000, 6000]);
  });

  it('are those that the operator says without a preset, and for images of which it tells none', async () => {
    expect(await times(VIDEO, every('7'))).toEqual({ times: ['operator', 0, 7000], durationMs: 60_000, files: [] });
    expect((await times(VIDEO, { rules: [], ...every('7') })).times).toEqual(['operator', 0, 7000]);
    const options = {
      tilesIn: { 'a.vtt': SIX.map((address, i) => ({ address, startMs: i * 3000, endMs: i * 3000 + 1 })) },
    };
    expect((await times({ ...VIDEO, 'a.vtt': null }, { ...options, ...every('7') })).times).toEqual([
      'operator',
      0,
      7000,
    ]);
    expect(await times({ ...VIDEO, 'a.vtt': null }, { ...options, ...UNKNOWN })).toEqual({
      ...{ times: ['webvtt', 0, 3000], durationMs: undefined, files: [] },
    });
  });

  it('differ for the first two images where they are numbered from 0', async () => {
    const names = ['t0.jpg', 't1.jpg', 't2.jpg'];
    const cues = names.map((address, i) => ({ address, startMs: i * 3000, endMs: i * 3000 + 1 }));
    const timesIn = async (...args: Parameters<typeof read>) =>
      (await read(...args)).series.flatMap((one) => [0, 1, 2].map((index) => timeMsOf(one, index)));
    const told = await timesIn({ ...blobsOf(names), 'a.vtt': null }, { tilesIn: { 'a.vtt': cues }, ...UNKNOWN });
    expect(told).toEqual([0, 3000, 6000]);
    expect(await timesIn(blobsOf(names), { timeline: { durationMs: 60_000 } })).toEqual([0, 20_000, 40_000]);
    expect(await timesIn(blobsOf(names), { ...UNKNOWN, ...every('7') })).toEqual([0, 7000, 14_000]);
  });

  it('are told by names in place of a guess', async () => {
    const names = ['a_00.00.05_1.jpg', 'a_00.00.15_2.jpg'];
    expect(await times({ ...blobsOf(names), 'a.mp4': null }, UNKNOWN)).toEqual({
      ...{ times: ['names', 5000, 15_000], durationMs: undefined, files: [] },
    });
  });

  it.each([
    ['the encoder’s files', { timeline: { durationMs: 60_000 } }, 60_000, []],
    ['the operator', { told: { durationMs: 60_000 } }, 60_000, []],
    ['a client manifest', { ...UNKNOWN, durations: { 'a.ismc': 60_000 } }, 60_000, ['a.ismc']],
    ['an MP4', { ...UNKNOWN, durations: { 'a_720.mp4': 60_000 } }, 60_000, ['a.ismc', 'a_720.mp4']],
  ])('are inferred from a length that %s says', async (_, options, durationMs, files) => {
    expect(await times(VIDEO, options)).toEqual({ times: ['inferred', 0, 10_000], durationMs, files });
  });

  it('are inferred for each series from the files of its own folder', async () => {
    const blobs = {
      ...blobsOf([...numbered('cat/', 6), ...numbered('dog/', 6)]),
      'cat/x.mp4': null,
      'dog/y.mp4': null,
    };
    const durations = { 'cat/x.mp4': 60_000, 'dog/y.mp4': 30_000 };
    expect(await times(blobs, { ...UNKNOWN, durations })).toEqual({
      ...{
        times: [
          ['inferred', 0, 10_000],
          ['inferred', 0, 5000],
        ],
        durationMs: undefined,
      },
      files: ['cat/x.mp4', 'dog/y.mp4'],
    });
  });

  it.each([
    ['with a preset that tells none', VIDEO, { rules: [], ...UNKNOWN }, []],
    ['for a lone image', { 'a.jpg': JPEG, 'a.mp4': null }, UNKNOWN, []],
    ['without a length', VIDEO, UNKNOWN, ['a.ismc', 'a_720.mp4']],
  ])('are unknown %s', async (_, blobs, options, files) => {
    expect(await times(blobs, options)).toEqual({
      times: [undefined, undefined, undefined],
      durationMs: undefined,
      files,
    });
  });

  it('read a file once, three for a series, and so many in all', async () => {
    const four = [1, 2, 3, 4].map((i) => `${i}.mp4`);
    const sizes = [...numbered('a_', 2), ...numbered('b_', 2), ...four];
    expect((await read(blobsOf(sizes), UNKNOWN)).files).toEqual(['1.mp4', '2.mp4', '3.mp4']);
    const folders = Array.from({ length: 30 }, (_, i) => `f${i}/`);
    const many = folders.flatMap((folder) => [...numbered(folder, 2), `${folder}x.mp4`]);
    expect((await read(blobsOf(many), UNKNOWN)).files).toHaveLength(LIMITS.durationFilesOfLocation);
  });
});

describe('what an operator says of times', () => {
  const images = () => {
    const fake = fakeImages({ [CONTAINER]: blobsOf(SIX) });
    fake.timeline = {};
    return fake;
  };
  const ready = (data: object, minutes: number) =>
    anImagesReady({ videoId: 'v', container: CONTAINER, ...data }, minutesAfter(minutes).toISOString());

  it('is kept in the record, where the newest word counts and a preset more than any', async () => {
    const library = fakeLibrary([anAsset()]);
    library.transforms.set('thumbs', [preset.rules]);
    const { receive, manifestsOf, lines } = eventHarness({
      ...{ images: images(), library },
      rules: someRules({ imagesReady: true }),
    });
    const listed = async (event: unknown) => {
      await receive(event);
      const [series] = (await manifestsOf('v'))[0]?.series ?? [];
      const { outcome, timesUnknown, timesOperator, timesInferred, timesPreset } = lines.at(-1)?.fields ?? {};
      const counts = [timesUnknown, timesInferred, timesOperator, timesPreset];
      return [outcome, series && timeMsOf(series, 2), counts];
    };
    const no = undefined;
    expect(await listed(ready({}, -9))).toEqual(['created', no, [6, no, no, no]]);
    expect(await listed(ready({ duration: 60 }, -8))).toEqual(['replaced', 10_000, [no, 6, no, no]]);
    expect(await listed(ready({ every: 7 }, -7))).toEqual(['replaced', 7000, [no, no, 6, no]]);
    expect(await listed(ready({ every: 8 }, -8))).toEqual(['unchanged', 7000, [no, no, 6, no]]);
    expect(await listed(ready({}, -6))).toEqual(['unchanged', 7000, [no, no, 6, no]]);
    expect(await listed(aJobFinished({ videoId: 'v', time: minutesAfter(-20).toISOString() }))).toEqual([
      ...['replaced', 6000, [no, no, no, 6]],
    ]);
    expect(await listed(ready({ every: 9 }, -5))).toEqual(['unchanged', 6000, [no, no, no, 6]]);
  });

  it('is of the time of the run in a back-fill, so that a corrected word counts', async () => {
    const store = createMemoryStore();
    const run = async (every: string, minutes: number) => {
      const { backfill } = aBackfiller({ store, images: images(), askedAt: minutesAfter(minutes) });
      const [found] = await backfill.locationsIn({ account: 'contosomedia', container: CONTAINER, prefix: '' });
      if (found === undefined) throw new Error('nothing was found');
      const { times } = readToldTimes({ every });
      const { recorded } = await backfill.record(found, undefined, aLog().log, times);
      return recorded?.record.content?.series.map((one) => timeMsOf(one, 2));
    };
    expect(await run('5', -3)).toEqual([5000]);
    expect(await run('7', -2)).toEqual([7000]);
    expect(await run('5', -4)).toEqual([7000]);
    expect(await run('', -1)).toEqual([7000]);
  });
});
