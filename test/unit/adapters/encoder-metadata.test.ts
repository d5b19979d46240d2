import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { jsonProblem, readEncoderMetadata, readInputMetadata } from '../../../src/adapters/blob/read-timeline.js';

const fixture = (name: string) => readFileSync(`test/fixtures/container/${name}`, 'utf8');

describe('the encoder’s metadata files', () => {
  it('contain the duration and the frame rate of the input', () => {
    expect(readEncoderMetadata(fixture('input_metadata.docs.json'))).toEqual({
      durationMs: 70_304,
      framesPerSecond: 29.97,
    });
  });

  it('contain the duration and the rate of the longest rendition', () => {
    const manifest = fixture('output_manifest.docs.json');
    expect(readEncoderMetadata(manifest)).toEqual({ durationMs: 70_315, framesPerSecond: 29.97 });
    const last = manifest.lastIndexOf('PT1M10.315S');
    const longer = manifest.slice(0, last) + manifest.slice(last).replace('PT1M10.315S', 'PT2M');
    expect(readEncoderMetadata(longer)).toMatchObject({ durationMs: 120_000 });
  });

  it('may begin with a byte order mark', () => {
    expect(readEncoderMetadata('\uFEFF{"AssetFile":[{"Duration":"PT2S"}]}')).toEqual({ durationMs: 2000 });
  });

  it.each([
    ['', undefined],
    ['{', undefined],
    ['null', undefined],
    ['{"AssetFile":{}}', undefined],
    ['{"AssetFile":[]}', {}],
    ['{"AssetFile":[{}]}', {}],
    ['{"AssetFile":[{"Duration":"P1Y"}]}', {}],
    ['{"AssetFile":[{"Duration":"-PT1S"}]}', {}],
    ['{"AssetFile":[{"Duration":"P1W1DT1H1M1.5S"}]}', { durationMs: 694_861_500 }],
    ['{"AssetFile":[{"Duration":7}]}', {}],
    ['{"AssetFile":[{"Duration":"PT1S","VideoTracks":[{"FrameRate":0}]}]}', { durationMs: 1000 }],
    ['{"AssetFile":[{"Duration":"PT1S","VideoTracks":"none"}]}', { durationMs: 1000 }],
    [fixture('input_metadata.v2.docs.xml'), undefined],
    [fixture('output_manifest.v2.docs.xml'), undefined],
  ])('are read as far as possible: %.60j', (text, timeline) => {
    expect(readEncoderMetadata(text)).toEqual(timeline);
  });

  it('are read up to their thousandth file or track', () => {
    const after = (before: number, one: string) => `[${'{},'.repeat(before)}${one}]`;
    const timelineOf = (files: string) => readEncoderMetadata(`{"AssetFile":${files}}`);
    expect(timelineOf(after(999, '{"Duration":"PT2S"}'))).toEqual({ durationMs: 2000 });
    expect(timelineOf(after(1000, '{"Duration":"PT2S"}'))).toEqual({});
    const withTracks = (before: number) => timelineOf(`[{"VideoTracks":${after(before, '{"FrameRate":25}')}}]`);
    expect(withTracks(999)).toEqual({ framesPerSecond: 25 });
    expect(withTracks(1000)).toEqual({});
  });

  it('are not parsed with more than 20,000 lists and objects, side by side or one in the other', () => {
    expect(jsonProblem(`${'['.repeat(10_000)}${'{},'.repeat(10_000)}`)).toBeUndefined();
    const reason = 'it has 20001 lists and objects; at most 20000 are read';
    expect([jsonProblem('['.repeat(20_001)), jsonProblem('{},'.repeat(20_001))]).toEqual([reason, reason]);
  });

  it('have durations of 64 characters at most', () => {
    const durationOf = (digits: number) =>
      readEncoderMetadata(`{"AssetFile":[{"Duration":"PT${'0'.repeat(digits)}1S"}]}`);
    expect([durationOf(60), durationOf(61)]).toEqual([{ durationMs: 1000 }, {}]);
    // The library alone would take minutes.
    expect(durationOf(400_000)).toEqual({});
  });

  it('never make the reader throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(() => readEncoderMetadata(text)).not.toThrow();
      }),
    );
  });
});

describe('the encoder’s description of an input', () => {
  it("contains its names, and the last part of its address is the file's name", () => {
    expect(readInputMetadata('a/guid_metadata.json', fixture('input_metadata.docs.json'))).toEqual({
      folder: 'a/',
      basenames: ['Ignite-short', 'ignite'],
      durationMs: 70_304,
      framesPerSecond: 29.97,
    });
  });

  it.each([
    ['https://x.example/c/a%20b%23.final.mp4?sig=z#t', ['a b#.final']],
    ['https://x.example/c/100%.mp4', ['100%']],
    ['clip', ['clip']],
    [7, []],
  ])('gives for the address %j the names %j', (Uri, basenames) => {
    const text = JSON.stringify({ AssetFile: [{ Uri, Duration: 'PT1S' }] });
    expect(readInputMetadata('x_metadata.json', text)).toEqual({ folder: '', basenames, durationMs: 1000 });
  });

  it('is ignored where it cannot be read', () => {
    expect(readInputMetadata('x_metadata.json', '{')).toBeUndefined();
  });
});
