import { createPermalinks } from '../../../../src/application/links/permalinks.js';
import { resolvePermalink } from '../../../../src/functions/resolve-permalink.js';
import { handlerOf } from '../../../../src/http/http-function.js';
import { aManifest, aSeries, minutesAfter, NOW } from '../../../builders.js';
import { memoryApp } from '../../../memory/memory-app.js';
import { createMemoryStore } from '../../../memory/memory-store.js';
import { putManifest } from '../../../memory/put-manifest.js';
import { ask } from '../harness.js';
import { attributes, wordsOf } from './read-page.js';
import { PUBLIC_URL, STORAGE } from './sheet-harness.js';

const DAY_MINUTES = 24 * 60;
const keys = [{ id: 'a', secret: 'x'.repeat(32) }];

/** Follows a permalink to a contact sheet that has `minutes` left. */
async function follow(minutes: number, delivery: 'redirect' | 'proxy' = 'redirect', query = '') {
  const store = createMemoryStore();
  await putManifest(store, aManifest({ series: [aSeries({ ranges: [[1, 100]] })] })); // prettier-ignore
  const { linkTo, expires } = createPermalinks({ publicUrl: PUBLIC_URL, keys, days: 1 }).forVideo(
    { id: 'video-1' },
    NOW,
  );
  const url = linkTo('page')('ContactSheet');
  const app = memoryApp({
    store,
    clock: () => minutesAfter(-minutes, expires),
    imageOrigins: [STORAGE],
    signer: {
      forWindow: (_, window) => {
        const sign = ({ blobName }: { blobName: string }) =>
          `${STORAGE}/${blobName}?se=${window.expires.toISOString()}`;
        return Promise.resolve({ keyTag: 'k', sign });
      },
    },
    settings: { PUBLIC_URL, LINK_KEYS: `a:${'x'.repeat(32)}`, IMAGE_DELIVERY: delivery },
  });
  const [token = '', name = ''] = url.split('/').slice(-2);
  const { body } = await ask(handlerOf(resolvePermalink, app), { token, name }, { query });
  const base = url.replace(/ContactSheet$/, '');
  return { body, base, expires, shown: attributes(body, 'src'), copied: attributes(body, 'data-copy') };
}

describe('a contact sheet behind a permalink', () => {
  it('shows images by signed URLs that end no later than the permalink', async () => {
    const { shown, expires } = await follow(5);
    expect(shown).toHaveLength(60);
    const end = `se=${expires.toISOString()}`;
    expect(shown.filter((url) => !url.startsWith(STORAGE) || !url.endsWith(end))).toEqual([]);
  });

  it('offers copies of what is under the permalink, and nothing that lives longer', async () => {
    const { copied, body, base, expires } = await follow(DAY_MINUTES);
    expect(copied.filter((url) => !url.startsWith(base))).toEqual([]);
    expect([copied[0], copied.at(-1)]).toEqual([expect.stringMatching(/-1\.jpg$/), `${base}ContactSheet`]);
    expect(wordsOf(body)).toContain(
      `Copied URLs are permalinks: everyone who has one sees the image, until ${expires.getUTCDate()} November 2026`,
    );
  });

  it('shows images under the permalink itself where the app proxies them', async () => {
    const { shown, base } = await follow(5, 'proxy');
    expect(shown.filter((url) => !url.startsWith(base))).toEqual([]);
  });

  it('links to the pages of a series under the same permalink', async () => {
    const { body } = await follow(5);
    const [query = ''] = attributes(body, 'href').filter((href) => href.startsWith('?series='));
    expect((await follow(5, 'redirect', query.slice(1))).shown).toHaveLength(100);
  });
});
