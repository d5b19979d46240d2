import type { FoundSeries } from '../../domain/found-series.js';
import { hasIndex, indexesOf, toRanges } from '../../domain/series.js';

/** Beyond this a preset has been written to be read, not to be used. */
const MAX_LAYERS = 10;

/** One way to number layers through: which layer an image is of, and how the images of a layer are numbered. */
interface Order {
  layerOf: (index: number) => number;
  numberingOf: (layer: number) => { first: number; stride: number };
}

/**
 * Layers of a preset whose names say neither label nor resolution: numbered through, image by image or layer by layer, which
 * the sizes of a few images tell. All of one size are taken for one layer, since of others it wrote over none is left. Where
 * sizes differ in no such order, which image was taken when is unknown. `sizeOf` answers the size of the image with this
 * number, as text; undefined where it cannot be read.
 */
export async function separateLayers(
  found: FoundSeries,
  sizeOf: (index: number) => Promise<string | undefined>,
): Promise<FoundSeries[]> {
  const { names, layers = 1 } = found;
  const last = names.ranges.at(-1)?.[1] ?? 0;
  if (layers < 2 || layers > MAX_LAYERS || last < layers) return [found];

  const each = Array.from({ length: layers }, (_, layer) => layer);
  const block = last / layers;
  const ends = Number.isInteger(block) ? each.flatMap((layer) => [layer * block + 1, (layer + 1) * block]) : [last];
  const samples = new Set([...each.flatMap((layer) => [layer + 1, layer + 1 + layers]), ...ends]);
  const sizes = new Map<number, string>();
  for (const index of samples) {
    const size = hasIndex(names, index) ? await sizeOf(index) : undefined;
    if (size !== undefined) sizes.set(index, size);
  }
  if (new Set(sizes.values()).size < 2) return [found];

  const order = [imageByImage(layers), ...(Number.isInteger(block) ? [layerByLayer(block)] : [])].find((one) =>
    explains(one, sizes),
  );
  if (order === undefined) return [{ kind: found.kind, names, ...(found.vttNames && { vttNames: found.vttNames }) }];
  const indexes = each.map((): number[] => []);
  for (const index of indexesOf(names)) indexes[order.layerOf(index)]?.push(index);
  return indexes
    .map((own, layer) => ({
      ...found,
      names: { ...names, ranges: toRanges(own) },
      numbering: order.numberingOf(layer),
    }))
    .filter((one) => one.names.ranges.length > 0);
}

function imageByImage(layers: number): Order {
  return {
    layerOf: (index) => (index - 1) % layers,
    numberingOf: (layer) => ({ first: layer + 1, stride: layers }),
  };
}

function layerByLayer(block: number): Order {
  return {
    layerOf: (index) => Math.floor((index - 1) / block),
    numberingOf: (layer) => ({ first: layer * block + 1, stride: 1 }),
  };
}

/** Whether each layer would have one size only. */
function explains({ layerOf }: Order, sizes: ReadonlyMap<number, string>): boolean {
  const ofLayer = new Map<number, string>();
  for (const [index, size] of sizes) {
    const known = ofLayer.get(layerOf(index)) ?? size;
    if (known !== size) return false;
    ofLayer.set(layerOf(index), size);
  }
  return true;
}
