import { createFindVideo } from '../../../src/application/reading/find-video.js';
import { readSeries } from '../../../src/application/recording/read-series.js';
import { truncateToRowLimit } from '../../../src/application/recording/truncate-to-row-limit.js';
import type { Content } from '../../../src/domain/content.js';
import { LIMITS } from '../../../src/domain/limits.js';
import { entryOf } from '../../../src/domain/entry.js';
import { isPending, liveManifests, noRoomFor, toVideo, type VideoRecords } from '../../../src/domain/video.js';
import {
  aJobFinished,
  aLocation,
  anAsset,
  anImagesReady,
  aRule,
  aSeries,
  aSprite,
  minutesAfter,
  NOW,
  someRules,
} from '../../builders.js';
import { finish } from '../../steps.js';
import { aRecord } from '../../contract/records.js';
import { aLog, fakeImages, fakeLibrary, JPEG } from '../../fakes.js';
import { eventHarness, CONTAINER } from './recorder.js';
import { numbered, tile } from './read-blobs.js';

const tiles = (count: number, sheet: string) => Array.from({ length: count }, (_, i) => tile(sheet, i * 1000));
const content = (count: number) => ({
  series: [
    aSprite(
      tiles(count, 's000001.jpg').map(({ area, ...cue }) => ({ x: 0, y: 0, width: 160, height: 90, ...cue, ...area })),
    ),
  ],
});

/** A video with so many locations, of so many tiles each, the newest last. */
function aVideoOf(locations: number, tilesOfEach: number): VideoRecords {
  const entries = Array.from({ length: locations }, (_, i) => {
    const location = aLocation({ prefix: `${i}/` });
    const record = aRecord({ location, content: content(tilesOfEach), recordedAt: minutesAfter(i), deletions: {} });
    return { ...entryOf(record), version: '1' };
  });
  return { entries, moved: [], outputs: [], aliases: [] };
}

describe('what exceeds a limit of recording', () => {
  it('is refused for good when it is the series of a location: the event is acknowledged, and nothing is awaited', async () => {
    const names = numbered('x', LIMITS.seriesOfLocation + 1).map((name, i) => `${i}/${name}`);
    const library = fakeLibrary([anAsset()]);
    library.transforms.set('thumbs', [[aRule({ filenamePattern: '{Basename}{Index}{Extension}' })]]);
    const images = fakeImages({ [CONTAINER]: Object.fromEntries(names.map((name) => [name, JPEG])) });
    const { receive, lines, store } = eventHarness({ library, images });
    await receive(aJobFinished({ videoId: 'v' }));
    expect(lines.map(({ event, fields }) => [event, fields['reasons']])).toEqual([
      ['event-rejected', [`contosomedia/${CONTAINER}/: 101 series of images; at most 100 are recorded`]],
    ]);
    expect(images.calls).toEqual(['list']);
    const video = await createFindVideo(store)('v');
    expect(video && isPending(video, NOW)).toBe(false);
  });

  it.each([
    ['the bytes of WebVTT files', LIMITS.webVttBytesOfLocation / 2 + 1, 1],
    ['the number of WebVTT files', 1, LIMITS.webVttFilesOfLocation - 1],
  ])('is left out unread when it is %s; its sheets stay images', async (_, size, sheets) => {
    const first = numbered('a', sheets).flatMap((name) => [name, name.replace('jpg', 'vtt')]);
    const second = numbered('b', 2).flatMap((name) => [name, name.replace('jpg', 'vtt')]);
    const blobs = [...first, ...(sheets === 1 ? second.slice(0, 2) : second)].map((name) => ({ name, size }));
    const images = fakeImages({ [aLocation().container]: Object.fromEntries(blobs.map(({ name }) => [name, JPEG])) });
    for (const name of first) images.tilesIn[name] = tiles(1, name.replace('vtt', 'jpg'));
    const { log, lines } = aLog();
    const { series } = await readSeries(images, aLocation(), blobs, undefined, log);
    expect(images.calls.filter((call) => call === 'readWebVtt')).toHaveLength(sheets);
    expect(series.filter(({ prefix, sprite }) => prefix === 'a' && sprite !== undefined)).toHaveLength(sheets);
    expect(series.filter(({ prefix }) => prefix === 'b')).toMatchObject([{ width: JPEG.width }]);
    expect(lines.map(({ event, fields }) => [event, fields['blob']])).toEqual([['webvtt-unreadable', 'b000001.vtt']]);
  });

  it('is not exceeded by a WebVTT that was written again after the listing', async () => {
    const images = fakeImages({ [aLocation().container]: { 's.jpg': JPEG, 's.vtt': null } });
    const asked: unknown[] = [];
    images.readWebVtt = (_, name, most) => {
      asked.push([name, most?.bytes]);
      return Promise.resolve(tiles(1, 's.jpg'));
    };
    const blobs = ['s.jpg', 's.vtt'].map((name) => ({ name, size: 321 }));
    await readSeries(images, aLocation(), blobs, undefined, aLog().log);
    expect(asked).toEqual([['s.vtt', 321]]);
  });

  it('is left out when it is the tiles of a location: the whole sprite, with one line, and no other', async () => {
    const quarter = LIMITS.tilesOfLocation / 4;
    const counts: Record<string, number> = { a: quarter, b: quarter + 1, c: 1000 };
    const names = [...numbered('a', 1), ...numbered('b', 3), ...numbered('c', 1)];
    const blobs = names.flatMap((name) => [name, name.replace('jpg', 'vtt')]).map((name) => ({ name, size: 1000 }));
    const images = fakeImages({ [aLocation().container]: Object.fromEntries(blobs.map(({ name }) => [name, JPEG])) });
    for (const name of names) {
      images.tilesIn[name.replace('jpg', 'vtt')] = tiles(counts[name.charAt(0)] ?? 0, name);
    }
    const { log, lines } = aLog();
    const { series } = await readSeries(images, aLocation(), blobs, undefined, log);
    expect(series.map(({ prefix, sprite }) => [prefix, sprite !== undefined])).toEqual([
      ['a', true],
      ['b', false],
      ['c', true],
    ]);
    expect(lines.map(({ fields }) => [fields['blob'], fields['reason']])).toEqual([
      ['b000003.vtt', 'the WebVTT files of the location have more than 20000 tiles'],
    ]);
  });

  it('is measured once a series, however many must be left out, and leaves out the largest', () => {
    const series = Array.from({ length: 100 }, (_, i) =>
      aSeries({ prefix: `s${i}`, ranges: Array.from({ length: 100 - i }, (__, run) => [run * 2, run * 2] as const) }),
    );
    let measured = 0;
    const store = {
      roomInRow: ({ content: given }: { content?: Content }) => {
        measured += given?.series.length ?? 0;
        return 1000 - (given?.series ?? []).reduce((sum, { ranges }) => sum + ranges.length, 0);
      },
    };
    const record = { ...aRecord(), content: { series } };
    const { log, lines } = aLog();
    const kept = finish(truncateToRowLimit(store, record, log)).series;
    expect(kept).toEqual(series.slice(-kept.length));
    expect(kept.map(({ ranges }) => ranges.length + 1).reduce((sum, size) => sum + size)).toBeLessThanOrEqual(1001);
    expect([measured, lines.length + kept.length]).toEqual([100, 100]);
  });

  it('leaves out the times of single images before the images', () => {
    const timesByIndex = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [String(i), i * i]));
    const irregular = aSeries({ timing: { startMs: 0, stepMs: 1, timesByIndex, source: 'webvtt' } });
    const store = { roomInRow: (given: { content?: Content }) => 1000 - JSON.stringify(given.content).length };
    const { log, lines } = aLog();
    const record = { ...aRecord(), content: { series: [irregular, aSeries({ prefix: 'x' })] } };
    const { series } = finish(truncateToRowLimit(store, record, log));
    expect(series.map(({ timing }) => timing !== undefined)).toEqual([false, true]);
    expect(lines.map(({ event }) => event)).toEqual(['webvtt-unreadable']);
    expect(lines[0]?.fields['reason']).toMatch(/^its \d+ images have times of their own,/);
  });

  it('is refused for good when it is the locations of a video, of which each may be recorded again', async () => {
    const folders = Array.from({ length: LIMITS.locationsOfVideo + 1 }, (_, i) => `${i}/`);
    const images = fakeImages({
      [CONTAINER]: Object.fromEntries(folders.map((folder) => [`${folder}Thumbnail000001.jpg`, JPEG])),
    });
    const { receive, events, manifestsOf } = eventHarness({ images, rules: someRules({ imagesReady: true }) });
    const ready = (prefix: string, minute: number) =>
      anImagesReady({ videoId: 'v', container: CONTAINER, prefix }, minutesAfter(minute).toISOString());
    for (const folder of folders) await receive(ready(folder, -2));
    expect(await manifestsOf('v')).toHaveLength(LIMITS.locationsOfVideo);
    await receive(ready('0/', -1));
    expect(events().slice(-2)).toEqual(['event-rejected', 'manifest-recorded']);
  });

  it('is refused for good when it is the tiles of a video', () => {
    const half = LIMITS.partsOfVideo / 2;
    const others = aVideoOf(1, half - 2);
    const location = 'another location';
    expect(noRoomFor(others, location, content(half - 2))).toBeUndefined();
    expect(noRoomFor(others, location, content(half + 2))).toMatch(/at most 100 with 50000 are recorded$/);
  });
});

describe('a video with more rows than its limits let in', () => {
  it.each([
    ['locations', LIMITS.locationsOfVideo + 5, 1, LIMITS.locationsOfVideo],
    ['tiles', 6, LIMITS.partsOfVideo / 5 - 10, 5],
  ])('shows the newest, when they are too many %s', (_, locations, tilesOfEach, shown) => {
    const records = aVideoOf(locations, tilesOfEach);
    expect(liveManifests(records)).toHaveLength(locations);
    const prefixes = toVideo('v', records)?.manifests.map(({ manifest }) => manifest.location.prefix);
    expect(prefixes).toEqual(records.entries.slice(-shown).map(({ location }) => location.prefix));
  });
});
