import fc from 'fast-check';
import { Parser } from 'm3u8-parser';
import { VTTCue, WebVTT } from 'videojs-vtt.js';
import type { Manifest } from '../../../src/domain/manifest.js';
import { blobName, hasIndex, toRanges, type Series, type Tile } from '../../../src/domain/series.js';
import { storyboardOf } from '../../../src/domain/storyboard.js';
import type { Thumbnail } from '../../../src/domain/thumbnail.js';
import { FORMATS } from '../../../src/http/storyboard/storyboard-formats.js';
import { finish } from '../../steps.js';
import { aManifest, aLocation, aSeries, aSprite, minutesAfter } from '../../builders.js';
import { propertyRuns } from '../../setup/property-runs.js';

const millisecond = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 400_000_000 }));

/** Unsorted, one over another, with holes, of no length or less: as files in the world are. */
const anyTile: fc.Arbitrary<Tile> = fc.record({
  startMs: millisecond,
  endMs: millisecond,
  x: fc.integer({ min: 0, max: 3 }).map((column) => column * 160),
  y: fc.integer({ min: 0, max: 3 }).map((row) => row * 90),
  width: fc.constantFrom(160, 160, 90),
  height: fc.constant(90),
});
const evenTiles = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 9000 })).map(([count, stepMs]) =>
  Array.from({ length: count }, (_, i): Tile => ({
    ...{ startMs: i * stepMs, endMs: (i + 1) * stepMs, width: 160, height: 90 },
    ...{ x: (i % 2) * 160, y: Math.floor(i / 2) * 90 },
  })),
);
const sheets = fc
  .array(fc.oneof(fc.array(anyTile, { maxLength: 6 }), evenTiles), { minLength: 1, maxLength: 3 })
  .map((all): Series[] => all.map((tiles, i) => aSprite(tiles, i + 1)));
const images = fc
  .record({
    ranges: fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 }).map(toRanges),
    timing: fc.record({
      startMs: fc.integer({ min: 0, max: 20_000 }),
      stepMs: fc.constantFrom(0, 0.3, 33.4, 1000 / 3, 5000),
    }),
    height: fc.constantFrom(90, 360),
  })
  .map((parts): Series[] => [aSeries(parts)]);
const manifests: fc.Arbitrary<Manifest[]> = fc
  .array(
    fc.record({
      groups: fc.array(fc.oneof(sheets, images), { maxLength: 3 }),
      age: fc.integer({ min: 0, max: 1 }),
      durationMs: fc.option(fc.oneof(millisecond, fc.double({ min: 0, max: 1e6, noNaN: true })), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((all) =>
    all.map(({ groups, age, durationMs }, i) =>
      aManifest({
        location: aLocation({ container: `asset-${i}` }),
        recordedAt: minutesAfter(-age),
        ...(durationMs !== undefined && { durationMs }),
        series: groups.flatMap((group, j) => group.map((one) => ({ ...one, prefix: `${j}-${one.prefix}` }))),
      }),
    ),
  );
const query = fc.record(
  { kinds: fc.constantFrom(['Sprite'], ['Thumbnail']), height: fc.constantFrom(1, 100, 5000) },
  { requiredKeys: [] },
) as fc.Arbitrary<Parameters<typeof storyboardOf>[1]>;

type Storyboard = NonNullable<ReturnType<typeof storyboardOf>>;

/** The manifest whose images the storyboard shows, and when each picture of that series begins, in whole milliseconds. */
function shownOf({ cues: [first] }: Storyboard, all: readonly Manifest[]): { manifest: Manifest; begins: number[] } {
  const manifest = all.find(({ location }) => location === first?.image.location);
  const { blobName: name = '', index = 0 } = first?.image ?? {};
  const shown = manifest?.series.find((one) => hasIndex(one, index) && blobName(one, index) === name);
  if (manifest === undefined || shown === undefined) throw new Error('what is shown is in no manifest');
  const alike = manifest.series.filter((one) => one.prefix === shown.prefix && sizeOf(one) === sizeOf(shown));
  const begins = alike.flatMap(({ sprite, timing = { startMs: 0, stepMs: 0 }, ranges }) =>
    sprite === undefined
      ? indexes(ranges).map((each) => Math.round(timing.startMs + (each - 1) * timing.stepMs))
      : sprite.tiles.map(({ startMs }) => startMs),
  );
  return { manifest, begins: [...new Set(begins)].sort((a, b) => a - b) };
}

const sizeOf = ({ sprite, width, height }: Series): string =>
  `${sprite?.tiles[0]?.width ?? width} x ${sprite?.tiles[0]?.height ?? height}`;

const indexes = (ranges: Series['ranges']): number[] =>
  ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i));

const holds = (check: (storyboard: Storyboard, all: Manifest[]) => void): void => {
  fc.assert(
    fc.property(manifests, query, (all, asked) => {
      const storyboard = storyboardOf(all, asked);
      fc.pre(storyboard !== undefined);
      check(storyboard, all);
    }),
    { numRuns: propertyRuns(4) },
  );
};

describe('any storyboard', () => {
  it('runs from 0 to the end of the video without a gap, in cues of at least a millisecond', () => {
    holds((storyboard, all) => {
      const { cues } = storyboard;
      const { manifest, begins } = shownOf(storyboard, all);
      const starts = cues.map(({ startMs }) => startMs);
      const ends = cues.map(({ endMs }) => endMs);
      expect(starts).toEqual([0, ...ends.slice(0, -1)]);
      expect(cues.every(({ startMs, endMs }) => Number.isInteger(endMs) && endMs > startMs)).toBe(true);
      const duration = Math.round(manifest.durationMs ?? 0);
      const lastBegins = begins.at(-1) ?? 0;
      if (duration > lastBegins) expect(ends.at(-1)).toBe(duration);
      else expect(ends.at(-1)).toBeGreaterThan(lastBegins);
    });
  });

  it('shows all images of one series of one location, each moment once', () => {
    holds((storyboard, all) => {
      const { cues, images: shown } = storyboard;
      const { begins } = shownOf(storyboard, all);
      expect(cues.map(({ startMs }) => startMs)).toEqual([0, ...begins.slice(1)]);
      expect(new Set(shown.map(({ location, kind }) => `${location.container} ${kind}`)).size).toBe(1);
      expect(new Set(cues.map(({ image }) => image))).toEqual(new Set(shown));
    });
  });

  it('is the same when a WebVTT parser or a JSON parser reads it back', () => {
    holds((storyboard) => {
      const urlOf = ({ blobName: name }: Thumbnail) => `https://a.example/${name}?sv=1&sig=a%2Bb`;
      const told = storyboard.cues.map(({ startMs, endMs, image, x, y, width, height }) => ({
        times: [startMs, endMs],
        text: `${urlOf(image)}#xywh=${x},${y},${width},${height}`,
      }));
      expect(parsed(finish(FORMATS.webvtt.write(storyboard, urlOf)))).toEqual(told);
      const list = JSON.parse(finish(FORMATS.cues.write(storyboard, urlOf))) as {
        startTime: number;
        endTime: number;
        text: string;
      }[];
      expect(list.map(({ startTime, endTime, text }) => ({ times: ms(startTime, endTime), text }))).toEqual(told);
    });
  });

  it('lasts as long as its playlist, where it has one, except for a last image that stays on show', () => {
    holds((storyboard) => {
      const text = finish(FORMATS.playlist.write(storyboard, (image) => image.blobName));
      fc.pre(text !== undefined);
      const parser = new Parser();
      parser.push(text);
      parser.end();
      const { segments, targetDuration = 0 } = parser.manifest;
      const lengths = segments.map(({ duration }) => Math.round(duration * 1000));
      const total = lengths.reduce((sum, length) => sum + length, 0);
      expect(lengths.every((length) => length > 0 && Math.round(length / 1000) <= targetDuration)).toBe(true);
      const { startMs = 0, endMs = 0 } = storyboard.cues.at(-1) ?? {};
      expect(total).toBeGreaterThan(startMs * 0.9);
      expect(total).toBeLessThanOrEqual(endMs);
      expect(new Set(segments.map(({ uri }) => uri))).toEqual(new Set(storyboard.images.map((one) => one.blobName)));
    });
  });
});

const ms = (...seconds: number[]): number[] => seconds.map((one) => Math.round(one * 1000));

function parsed(text: string): { times: number[]; text: string }[] {
  const cues: { times: number[]; text: string }[] = [];
  const parser = new WebVTT.Parser({ VTTCue }, WebVTT.StringDecoder());
  parser.oncue = ({ startTime, endTime, text: payload }) => cues.push({ times: ms(startTime, endTime), text: payload });
  parser.onparsingerror = (error) => {
    throw error;
  };
  parser.parse(text);
  parser.flush();
  return cues;
}
