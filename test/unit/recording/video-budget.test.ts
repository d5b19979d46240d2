import { partsOf } from '../../../src/domain/content.js';
import { entryOf } from '../../../src/domain/entry.js';
import { LIMITS } from '../../../src/domain/limits.js';
import { locationHash } from '../../../src/domain/location.js';
import type { Content } from '../../../src/domain/content.js';
import type { IndexRange } from '../../../src/domain/series.js';
import { noRoomFor, toVideo, type VideoRecords } from '../../../src/domain/video.js';
import { aLocation, aSeries, aSprite, minutesAfter } from '../../builders.js';
import { aRecord } from '../../contract/records.js';
import { memoryApp } from '../../memory/memory-app.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { httpHarness } from '../http/harness.js';

const MOST = LIMITS.partsOfVideo;
const at = (place: number) => aLocation({ prefix: `${place}/` });
const hashAt = (place: number) => locationHash(at(place));

/** Content of so many parts: a series, and runs of one, as layers have whose images are numbered in turns. */
function contentOf(parts: number): Content {
  const ranges = Array.from({ length: parts - 1 }, (_, i): IndexRange => [2 * i, 2 * i]);
  return { series: [aSeries({ ranges })] };
}

/** A video with a location of each content, the newest last. */
function aVideoWith(contents: readonly Content[]): VideoRecords {
  const entries = contents.map((content, place) => {
    const record = aRecord({ location: at(place), content, recordedAt: minutesAfter(place), deletions: {} });
    return { ...entryOf(record), version: '1' };
  });
  return { entries, moved: [], outputs: [], aliases: [] };
}

describe('the room of a video', () => {
  it('counts series, runs, names and tiles', () => {
    const namesByIndex = { 1: 'x', 2: 'y' };
    const tiles = [1, 2, 3].map((n) => ({ startMs: n, endMs: n, x: 0, y: 0, width: 1, height: 1 }));
    expect(partsOf({ series: [aSeries({ namesByIndex }), aSprite(tiles)] })).toBe(4 + 5);
  });

  it('is refused with both numbers', () => {
    expect(noRoomFor(aVideoWith([contentOf(10), contentOf(20)]), 'another', contentOf(MOST))).toBe(
      'the video would have 3 locations with 50030 series, tiles, runs of numbers and names; at most 100 with 50000 are recorded',
    );
    const full = aVideoWith(Array.from({ length: LIMITS.locationsOfVideo }, () => contentOf(2)));
    expect(noRoomFor(full, 'another', contentOf(2))).toMatch(/^the video would have 101 locations with 202 series/);
  });

  it('is enough for any location alone: 100,000 images in two layers that are numbered in turns are recorded', () => {
    const large = contentOf(100_001);
    expect(noRoomFor(aVideoWith([]), hashAt(0), large)).toBeUndefined();
    const alone = aVideoWith([large]);
    expect(noRoomFor(alone, hashAt(0), contentOf(100_002))).toBeUndefined();
    expect(toVideo('v', alone)?.manifests).toHaveLength(1);
  });

  it('is enough for a location that does not grow, whatever else the video has', () => {
    const over = aVideoWith([contentOf(MOST), ...Array.from({ length: 101 }, () => contentOf(20))]);
    for (const parts of [10, 20]) expect(noRoomFor(over, hashAt(1), contentOf(parts))).toBeUndefined();
    expect(noRoomFor(over, hashAt(1), contentOf(21))).toBeDefined();
  });

  it('shows what fits beside the newest, also what is older than what does not fit', () => {
    const records = aVideoWith([contentOf(1000), contentOf(MOST), contentOf(MOST - 1000)]);
    const shown = toVideo('v', records)?.manifests.map(({ manifest }) => manifest.location.prefix);
    expect(shown).toEqual(['0/', '2/']);
  });
});

describe('a question about a video', () => {
  /** The store of an app that finds these rows, and how often it was asked. */
  const aStoreOf = (records: VideoRecords) => {
    const read: string[] = [];
    const readVideo = (id: string) => (read.push(id), Promise.resolve(records));
    return { store: { ...createMemoryStore(), readVideo }, read };
  };

  it('has a line in the log where not all of its locations are shown, and none else', async () => {
    for (const [locations, expected] of [
      [101, [{ videoId: 'v', locations: 101, shown: 100 }]],
      [100, []],
    ] as const) {
      const contents = Array.from({ length: locations }, () => contentOf(2));
      const { list, logged } = httpHarness(aStoreOf(aVideoWith(contents)).store);
      expect(await list('v')).toMatchObject({ status: 200 });
      const lines = logged.map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(lines.filter(({ event }) => event === 'video-truncated')).toMatchObject(expected);
    }
  });

  it('reads no row of the largest video again while it is in memory', async () => {
    // Each sheet is a series, a run and a tile; names have the length that storage allows.
    const tiles = [{ startMs: 0, endMs: 1, x: 0, y: 0, width: 1, height: 1 }];
    const name = 'x'.repeat(1000);
    const sheets = Array.from({ length: Math.floor(MOST / 100 / 3) }, (_, i) => ({
      ...aSprite(tiles, i),
      prefix: name,
      sprite: { vttName: name, tiles },
    }));
    const records = aVideoWith(Array.from({ length: LIMITS.locationsOfVideo }, () => ({ series: sheets })));
    const { store, read } = aStoreOf(records);
    const { findVideo } = memoryApp({ store, settings: { MANIFEST_CACHE_SECONDS: '60' } });
    expect((await findVideo('v'))?.manifests).toHaveLength(LIMITS.locationsOfVideo);
    await findVideo('v');
    expect(read).toEqual(['v']);
  });
});
