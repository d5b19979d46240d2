import { makeBackfill, type BackfillPorts } from '../../../src/application/backfill.js';
import type { Asset, ImageStore, ManifestStore } from '../../../src/application/ports.js';
import { minutesAfter, NOW } from '../../builders.js';
import { aLog, fakeLibrary, type FakeLibrary } from '../../fakes.js';

/** Images that were all written at one time: what a listing tells of them. */
export function writtenAt<Images extends ImageStore>(images: Images, at: Date): Images {
  return {
    ...images,
    list: async (location) => (await images.list(location))?.map((blob) => ({ ...blob, lastModifiedMs: at.getTime() })),
  };
}

/** Backfills whole containers of one account, as the command does. */
export function aBackfiller(
  parts: {
    store: ManifestStore;
    images: ImageStore;
    library?: FakeLibrary | undefined;
    assets?: readonly Asset[];
  } & Partial<BackfillPorts>,
) {
  const { log, lines } = aLog();
  const { assets = [], ...ports } = parts;
  const backfill = makeBackfill({
    library: fakeLibrary(),
    clock: () => minutesAfter(60),
    accounts: [{ name: 'contosomedia', containerPatterns: ['asset-*'] }],
    findAssetIn: ({ container }) => Promise.resolve(assets.find((asset) => asset.container === container)),
    markerOf: undefined,
    askedAt: NOW,
    newerThan: undefined,
    ...ports,
  });
  const run = async (container: string, mapped?: string) => {
    const done = [];
    for (const found of await backfill.placesIn({ account: 'contosomedia', container, prefix: '' })) {
      done.push({ prefix: found.location.prefix, ...(await backfill.record(found, mapped, log)) });
    }
    return done;
  };
  return { run, lines };
}
