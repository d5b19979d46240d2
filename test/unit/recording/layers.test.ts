import fc from 'fast-check';
import { readSeries } from '../../../src/application/recording/read-series.js';
import type { ImageHeader } from '../../../src/application/recording/ports.js';
import type { ImageRule } from '../../../src/domain/image-rule.js';
import { listThumbnailsOf } from '../../../src/domain/thumbnail.js';
import { aManifest, aLocation, aRule } from '../../builders.js';
import { aLog, fakeImages, JPEG } from '../../fakes.js';

/** An image as an encoder wrote it: which layer's, and which of its positions. */
interface Written {
  name: string;
  layer: number;
  position: number;
}

const NUMBERINGS = ['again', 'image by image', 'layer by layer'] as const;
type Numbering = (typeof NUMBERINGS)[number];

const indexOf = (numbering: Numbering, layers: number, positions: number, layer: number, position: number): number => {
  if (numbering === 'again') return position + 1;
  return numbering === 'image by image' ? position * layers + layer + 1 : layer * positions + position + 1;
};
const heightOf = (layer: number): number => 720 >> layer;
const sizeOf = (layer: number): ImageHeader => ({ ...JPEG, width: heightOf(layer) * 2, height: heightOf(layer) });

interface Encoding {
  pattern: string;
  numbering: Numbering;
  layers: number;
  positions: number;
  /** The name of the input. */
  basename?: string;
}

/** What the encoder writes of so many layers and positions; a later file of a name takes the place of an earlier one. */
function encode({ pattern, numbering, layers, positions, basename = 'clip' }: Encoding): Written[] {
  const written = new Map<string, Written>();
  for (let layer = 0; layer < layers; layer++) {
    for (let position = 0; position < positions; position++) {
      const index = String(indexOf(numbering, layers, positions, layer, position)).padStart(6, '0');
      const name = pattern
        .replace('{Basename}', basename)
        .replace('{Label}', `L${layer}`)
        .replace('{Resolution}', `${heightOf(layer) * 2}x${heightOf(layer)}`)
        .replace('{Index}', index)
        .replace('{Extension}', '.jpg');
      written.set(name, { name, layer, position });
    }
  }
  return [...written.values()];
}

/** Layers may have labels under a pattern that has no place for them, too. */
function rulesOf(filenamePattern: string, layers: number, isLabelled = filenamePattern.includes('{Label}')) {
  return Array.from({ length: layers }, (_, layer) => aRule({ filenamePattern, label: isLabelled ? `L${layer}` : '' }));
}

async function record(written: readonly Written[], rules: readonly ImageRule[]) {
  const { container } = aLocation();
  const images = fakeImages({
    [container]: Object.fromEntries(written.map(({ name, layer }) => [name, sizeOf(layer)])),
  });
  const blobs = written.map(({ name }) => ({ name, size: 1000 }));
  const { series } = await readSeries(images, aLocation(), blobs, rules, aLog().log);
  const listed = listThumbnailsOf([aManifest({ series })], 0, Infinity);
  return { images, series, listed };
}

const PATTERNS = [
  'T-{Basename}-{Label}-{Index}{Extension}',
  '{Basename}_{Resolution}_{Index}{Extension}',
  '{Basename}{Resolution}_{Index}{Extension}',
];

describe('the layers of a preset', () => {
  it('have each image at its size and its time, however they were numbered', async () => {
    const encoded = fc.record({
      pattern: fc.constantFrom(...PATTERNS, 'T{Index}{Extension}'),
      numbering: fc.constantFrom(...NUMBERINGS),
      layers: fc.integer({ min: 1, max: 4 }),
      positions: fc.integer({ min: 1, max: 12 }),
      isLabelled: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(encoded, async ({ isLabelled, ...encoding }) => {
        const { pattern, layers } = encoding;
        const written = encode(encoding);
        const rules = rulesOf(pattern, layers, isLabelled || pattern.includes('{Label}'));
        const { listed, images } = await record(written, rules);
        const told = listed.map(({ blobName, height, timeMs }) => [blobName, height, timeMs]);
        const expected = written.map(({ name, layer, position }) => [name, heightOf(layer), position * 5000]);
        expect(told.sort()).toEqual(expected.sort());
        expect(new Set(listed.map(({ id }) => id)).size).toBe(written.length);
        const most = pattern.startsWith('T{') ? 4 * layers : layers;
        expect(images.calls.filter((call) => call === 'readHeader').length).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('are those of their own input where a job had several, of whatever length and numbered in whatever way', async () => {
    const encoding = fc.record({
      numbering: fc.constantFrom(...NUMBERINGS),
      layers: fc.integer({ min: 1, max: 3 }),
      positions: fc.integer({ min: 1, max: 6 }),
    });
    const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'a b', 'clip-L0', '000001 x'), {
      minLength: 2,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...PATTERNS), encoding, names, async (pattern, how, inputs) => {
        const written = inputs.flatMap((basename, i) =>
          encode({ ...how, pattern, basename, positions: how.positions + i }),
        );
        const { listed } = await record(written, rulesOf(pattern, how.layers));
        const told = listed.map(({ blobName, timeMs }) => [blobName, timeMs]);
        expect(told.sort()).toEqual(written.map(({ name, position }) => [name, position * 5000]).sort());
      }),
    );
  });

  it('are told apart where they are ten, and not where they are more', async () => {
    const countOf = async (layers: number) => {
      const written = encode({ pattern: 'T{Index}{Extension}', numbering: 'image by image', layers, positions: 2 });
      return (await record(written, rulesOf('T{Index}{Extension}', layers))).series.length;
    };
    expect([await countOf(10), await countOf(11)]).toEqual([10, 1]);
  });

  it('keep their times when images of them are gone, as long as the first ones are there', async () => {
    const gone = fc.array(fc.integer({ min: 3, max: 11 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        gone,
        fc.constantFrom(...PATTERNS),
        fc.constantFrom(...NUMBERINGS),
        async (lost, pattern, how) => {
          const written = encode({ pattern, numbering: how, layers: 2, positions: 12 }).filter(
            ({ layer, position }) => layer === 1 || !lost.includes(position),
          );
          const { listed } = await record(written, rulesOf(pattern, 2));
          const told = listed.map(({ blobName, timeMs }) => [blobName, timeMs]);
          expect(told.sort()).toEqual(written.map(({ name, position }) => [name, position * 5000]).sort());
        },
      ),
    );
  });

  it('claim no times where sizes of one name follow no order', async () => {
    const written = [0, 1, 1, 0, 0, 1, 0].map((layer, i) => ({ name: `T00000${i + 1}.jpg`, layer, position: i }));
    const { series } = await record(written, rulesOf('T{Index}{Extension}', 2));
    expect(series).toHaveLength(1);
    expect(series[0]).not.toHaveProperty('timing');
  });

  it('claim no times where whole layers are of different lengths', async () => {
    const written = [0, 0, 0, 0, 1, 1].map((layer, i) => ({ name: `T00000${i + 1}.jpg`, layer, position: i }));
    const { series } = await record(written, rulesOf('T{Index}{Extension}', 2));
    expect(series.map(({ timing, ranges }) => [timing, ranges])).toEqual([[undefined, [[1, 6]]]]);
  });

  it('are not looked for in a series of which an encoder wrote one layer over the other', async () => {
    const { series, images } = await record(
      encode({ pattern: 'T{Index}{Extension}', numbering: 'again', layers: 2, positions: 7 }),
      rulesOf('T{Index}{Extension}', 2),
    );
    expect(series).toMatchObject([{ ranges: [[1, 7]], timing: { startMs: 0, stepMs: 5000 }, height: heightOf(1) }]);
    expect(images.calls.filter((call) => call === 'readHeader')).toHaveLength(5);
  });

  it('are kept together where an image of them cannot be read', async () => {
    const written = encode({ pattern: 'T{Index}{Extension}', numbering: 'image by image', layers: 2, positions: 3 });
    const { container } = aLocation();
    const headers = written.map(({ name, layer }): [string, ImageHeader | null] => [
      name,
      layer === 0 ? sizeOf(0) : null,
    ]);
    const images = fakeImages({ [container]: Object.fromEntries(headers) });
    const blobs = written.map(({ name }) => ({ name, size: 1000 }));
    const { series } = await readSeries(images, aLocation(), blobs, rulesOf('T{Index}{Extension}', 2), aLog().log);
    expect(series.map(({ ranges }) => ranges)).toEqual([[[1, 6]]]);
  });
});
