import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEncoderMetadata } from '../../src/adapters/blob/read-timeline.js';
import { readImage } from '../../src/adapters/blob/read-image.js';
import { readListing } from '../../src/adapters/blob/list-page.js';
import { blobName, indexesOf } from '../../src/domain/series.js';
import { WebVttError } from '../../src/domain/webvtt.js';
import { finish, parseTiles } from '../steps.js';
import { partsOf } from '../unit/adapters/file-in-memory.js';
import { findSeries } from '../unit/domain/listings.js';
import { aRule } from '../builders.js';

/** The same cases in every run, so that a case that was found once is found again. */
const ALWAYS = { seed: 14, numRuns: 3000 };

/** Text of pieces that mean something to a parser, and of any others. */
function textOf(pieces: readonly string[], maxLength: number): fc.Arbitrary<string> {
  const piece = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...pieces) }, { weight: 1, arbitrary: fc.string() });
  return fc.array(piece, { maxLength }).map((parts) => parts.join(''));
}

/** Bytes with a few of them changed, some cut out, and an end cut off. */
function mutated(bytes: Buffer): fc.Arbitrary<Buffer> {
  const at = fc.nat(bytes.length - 1);
  return fc
    .record({ changes: fc.array(fc.tuple(at, fc.nat(255)), { maxLength: 8 }), from: at, cut: fc.nat(40), end: at })
    .map(({ changes, from, cut, end }) => {
      const copy = Buffer.from(bytes);
      for (const [place, value] of changes) copy[place] = value;
      return Buffer.concat([copy.subarray(0, from), copy.subarray(from + cut)]).subarray(0, end + 1);
    });
}

describe('whatever is written into', () => {
  const names = fc.uniqueArray(
    textOf(
      ['0', '1', '000001', '000002', '99', '_', '-', '.', '/', '00.00.05', 'Thumbnail', '.jpg', '.png', '.vtt'],
      12,
    ),
    { maxLength: 30 },
  );
  it('the names of a location, a series holds names of the listing alone, and each once', () => {
    const rules = fc.constantFrom(
      undefined,
      [],
      [aRule({ filenamePattern: '{Basename}{Index}{Basename}{Extension}' })],
    );
    fc.assert(
      fc.property(names, rules, (given, preset) => {
        const found = findSeries(
          given.map((name) => ({ name, size: 1 })),
          preset,
        ).flatMap(({ names: one }) => [...indexesOf(one)].map((index) => blobName(one, index)));
        expect(new Set(found).size).toBe(found.length);
        expect(given).toEqual(expect.arrayContaining(found));
      }),
      ALWAYS,
    );
  });

  it('a WebVTT, it gives tiles of whole numbers or an error that says why not', () => {
    const cue = '00:01.000 --> 00:02.000\ns.jpg#xywh=0,0,16,9\n\n';
    const text = textOf(
      ['WEBVTT\n\n', cue, '99999:59:59.999', '-->', ' ', '\n', '\r', '#xywh=', '1,2,3,4', '0,', ':', '.', '\0', 'NOTE'],
      20,
    );
    fc.assert(
      fc.property(fc.boolean(), text, (isBegun, rest) => {
        try {
          const tiles = parseTiles(isBegun ? `WEBVTT\n\n${cue}${rest}` : rest);
          const numbers = tiles.flatMap(({ startMs, endMs, x, y, width, height }) => [
            startMs,
            endMs,
            x,
            y,
            width,
            height,
          ]);
          expect(numbers.every(Number.isSafeInteger)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(WebVttError);
        }
      }),
      ALWAYS,
    );
  });

  it("an encoder's JSON, its duration and rate are finite and positive or unknown", () => {
    const duration = textOf(['P', 'T', '1', '0.5', 'H', 'M', 'S', '-', '9'.repeat(400)], 8);
    const value = fc.oneof(duration, fc.double(), fc.jsonValue());
    const files = fc.array(fc.record({ Duration: value, VideoTracks: fc.array(fc.record({ FrameRate: value })) }));
    fc.assert(
      fc.property(fc.oneof(files, fc.jsonValue()), fc.boolean(), (AssetFile, isCut) => {
        const text = JSON.stringify({ AssetFile });
        const read = readEncoderMetadata(isCut ? text.slice(0, -1) : text) ?? {};
        for (const number of Object.values(read)) expect(Number.isFinite(number) && number > 0).toBe(true);
      }),
      ALWAYS,
    );
  });

  const folder = join(process.cwd(), 'test/fixtures/images');
  it.each(readdirSync(folder))('the image %s, it has a size or a problem', async (file) => {
    const bytes = readFileSync(join(folder, file));
    await fc.assert(
      fc.asyncProperty(mutated(bytes.subarray(0, 64 * 1024)), async (changed) => {
        const header = await readImage(file, partsOf(changed));
        if ('problem' in header) return;
        expect(Number.isSafeInteger(header.width) && header.width > 0).toBe(true);
        expect(Number.isSafeInteger(header.height) && header.height > 0).toBe(true);
      }),
      ALWAYS,
    );
  });

  it('a listing, it gives blobs with names and sizes or an error', () => {
    const blob = '<Blob><Name>a&amp;b.jpg</Name><Properties><Content-Length>1</Content-Length></Properties></Blob>';
    const text = textOf(
      [blob, '<Blob>', '</Blob>', '<Name>', '<Name Encoded="true">', '%ZZ', '&#x110000;', '&lt;'],
      12,
    );
    fc.assert(
      fc.property(text, (blobs) => {
        try {
          const { blobs: read } = finish(readListing(`${blobs}</EnumerationResults>`));
          for (const { name, size } of read) expect([typeof name, Number.isFinite(size)]).toEqual(['string', true]);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
      ALWAYS,
    );
  });
});
