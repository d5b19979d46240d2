import type { SigningPorts } from '../../../../src/application/sign-video.js';
import { makeShowLinkedSheet } from '../../../../src/http/contact-sheet/show-linked-sheet.js';
import { aManifest, aSeries, aVideo, minutesAfter, NOW } from '../../../builders.js';
import { ask } from '../doors.js';
import { attributes, wordsOf } from './read-page.js';
import { PUBLIC_URL, STORAGE } from './sheet-doors.js';

const token = 'text.mac';
const BASE = `${PUBLIC_URL}/api/Links/${token}/`;
const ports: SigningPorts = {
  signer: {
    forWindow: (_, { expires }) =>
      Promise.resolve({ keyTag: 'k', sign: ({ blobName }) => `${STORAGE}/${blobName}?se=${expires.toISOString()}` }),
  },
  clock: () => NOW,
  policy: { windowMs: 20 * 60_000, minimumLifeMs: 20 * 60_000, maximumLifeMs: 60 * 60_000, epochMinutes: 0 },
};
const video = aVideo([aManifest({ series: [aSeries({ ranges: [[1, 100]] })] })]); // prettier-ignore

async function follow(expires: Date, delivery: 'redirect' | 'proxy' = 'redirect', query = '') {
  const show = makeShowLinkedSheet({ ports, imageOrigins: [STORAGE], publicUrl: PUBLIC_URL, delivery });
  const { body } = await ask((request, log) => show({ token, video, link: { expires } }, request, log), {}, { query });
  return { body, shown: attributes(body, 'src'), copied: attributes(body, 'data-copy') };
}

describe('a contact sheet behind a permalink', () => {
  it('shows images by signed URLs that end no later than the permalink', async () => {
    const { shown, body } = await follow(minutesAfter(5));
    expect(shown).toHaveLength(60);
    expect(shown.filter((url) => !url.startsWith(STORAGE) || !url.endsWith('se=2026-11-20T12:05:00.000Z'))).toEqual([]);
    expect(wordsOf(body)).toContain('URLs end 20 November 2026, 12:05:00 UTC');
  });

  it('offers copies of what is under the permalink, and nothing that lives longer', async () => {
    const { copied, body } = await follow(minutesAfter(60 * 24));
    expect(copied.filter((url) => !url.startsWith(BASE))).toEqual([]);
    expect([copied[0], copied.at(-1)]).toEqual([expect.stringMatching(/-1\.jpg$/), `${BASE}ContactSheet`]);
    expect(wordsOf(body)).toContain(
      'Copied URLs are permalinks: whoever has one sees the image, until 21 November 2026',
    );
  });

  it('shows images under the permalink itself where the app proxies them', async () => {
    const { shown } = await follow(minutesAfter(5), 'proxy');
    expect(shown.filter((url) => !url.startsWith(BASE))).toEqual([]);
  });

  it('links to the pages of a series under the same permalink', async () => {
    const { body } = await follow(minutesAfter(5));
    const [query = ''] = attributes(body, 'href').filter((href) => href.startsWith('?series='));
    expect((await follow(minutesAfter(5), 'redirect', query.slice(1))).shown).toHaveLength(100);
  });
});
