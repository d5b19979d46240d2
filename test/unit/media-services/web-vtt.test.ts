import fc from 'fast-check';
import { spriteVtt, tileCues, vttTime } from '../../../local/media-services/jobs/web-vtt.js';

const tile = { width: 160, height: 90 };

it("a sprite's WebVTT has a cue for each tile, in rows from the left, until the next one or the end", () => {
  expect(spriteVtt('Küche #1.jpg', tileCues([0, 2.5, 5], 7.25, 2, tile), tile)).toBe(
    [
      'WEBVTT\n\n00:00:00.000 --> 00:00:02.500\nK%C3%BCche%20%231.jpg#xywh=0,0,160,90\n',
      '00:00:02.500 --> 00:00:05.000\nK%C3%BCche%20%231.jpg#xywh=160,0,160,90\n',
      '00:00:05.000 --> 00:00:07.250\nK%C3%BCche%20%231.jpg#xywh=0,90,160,90\n',
    ].join('\n'),
  );
});

it("a sprite's WebVTT has times that read back, to the millisecond", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400_000_000 }), (ms) => {
      const [, hours, minutes, seconds] = /^(\d{2,}):([0-5]\d):([0-5]\d\.\d{3})$/.exec(vttTime(ms / 1_000)) ?? [];
      expect((Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000).toBeCloseTo(ms, 3);
    }),
  );
});

it("a sprite's WebVTT ends no cue at or before its start", () => {
  expect(tileCues([5], 5, 1, tile)[0]?.toSeconds).toBeGreaterThan(5);
});
