import type { Asset, ImageStore } from '../../../src/application/recording/ports.js';
import { noopPublisher } from '../../../src/application/publishing/ports.js';
import { createBackfill, type BackfillPorts } from '../../../src/application/recording/backfill.js';
import { minutesAfter, NOW } from '../../builders.js';
import { aLog } from '../../fakes.js';

/** Images that were all written at one time: what a listing says of them. */
export function writtenAt<Images extends ImageStore>(images: Images, at: Date): Images {
  return {
    ...images,
    list: async (location) => (await images.list(location))?.map((blob) => ({ ...blob, lastModifiedMs: at.getTime() })),
  };
}

/** Back-fills whole containers of one account, as the command does. */
export function aBackfiller(
  parts: Pick<BackfillPorts, 'store' | 'images'> & { assets?: readonly Asset[] } & Partial<BackfillPorts>,
) {
  const { log, lines } = aLog();
  const { assets = [], ...ports } = parts;
  const backfill = createBackfill({
    clock: () => minutesAfter(60),
    publisher: { ...noopPublisher, mode: 'silent' },
    accounts: [{ name: 'contosomedia', containerPatterns: ['asset-*'] }],
    findAssetIn: ({ container }) => Promise.resolve(assets.find((asset) => asset.container === container)),
    markerOf: undefined,
    askedAt: NOW,
    newerThan: undefined,
    singleImages: () => false,
    ...ports,
  });
  const run = async (container: string, mapped?: string) => {
    const done = [];
    for (const found of await backfill.locationsIn({ account: 'contosomedia', container, prefix: '' })) {
      done.push({ prefix: found.location.prefix, ...(await backfill.record(found, mapped, log)) });
    }
    return done;
  };
  return { run, lines, backfill };
}
