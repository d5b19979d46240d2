import { putManifest } from '../../memory/put-manifest.js';
import { aManifest, aSeries } from '../../builders.js';
import { httpHarness } from './harness.js';

async function harnessWithTen() {
  const harness = httpHarness();
  await putManifest(harness.store, aManifest());
  return harness;
}
const nextOf = ({ headers }: { headers: Record<string, string> }) =>
  /^<\?(.*)>; rel="next"$/.exec(headers['Link'] ?? '')?.[1];

describe('the pages of a list', () => {
  it.each([1, 3, 5, 9])('of %i give the whole list, once', async (limit) => {
    const { list } = await harnessWithTen();
    const indexes: number[] = [];
    let query: string | undefined = `limit=${String(limit)}`;
    while (query !== undefined) {
      const page = await list('video-1', { query });
      indexes.push(...(page.json as { Index: number }[]).map(({ Index }) => Index));
      query = nextOf(page);
    }
    expect(indexes).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it.each([10, 11, 5000])('of %i reach the end with one page', async (limit) => {
    const page = await (await harnessWithTen()).list('video-1', { query: `limit=${String(limit)}` });
    expect(page.headers).not.toHaveProperty('Link');
  });

  it('hold 5,000 images by default', async () => {
    const { store, list } = httpHarness();
    await putManifest(store, aManifest({ series: [aSeries({ ranges: [[1, 5001]] })] }));
    const page = await list('video-1');
    expect(page.json).toHaveLength(5000);
    expect((await list('video-1', { query: nextOf(page) ?? '' })).json).toHaveLength(1);
  });

  const continuation = async (harness: Awaited<ReturnType<typeof harnessWithTen>>) =>
    new URLSearchParams(nextOf(await harness.list('video-1', { query: 'limit=3' }))).get('continuation') ?? '';
  const refused = { status: 400, json: { type: 'urn:stillframe:problem:bad-request' } };
  const asking = (text: string) => ({ query: new URLSearchParams({ limit: '3', continuation: text }).toString() });

  it('cannot continue in a list that has changed', async () => {
    const harness = await harnessWithTen();
    const given = await continuation(harness);
    await putManifest(harness.store, aManifest({ durationMs: 1 }));
    expect(await harness.list('video-1', asking(given))).toMatchObject(refused);
  });

  it('cannot continue in the list of another video', async () => {
    const harness = await harnessWithTen();
    const given = await continuation(harness);
    const other = httpHarness();
    // Versions may be alike by chance: they are times of writing.
    await putManifest(other.store, aManifest({ videoId: 'video-2' }));
    expect(await other.list('video-2', asking(given))).toMatchObject(refused);
  });

  it('cannot continue from an invented position', async () => {
    const harness = await harnessWithTen();
    const given = await continuation(harness);
    const others = Array.from(given).flatMap((letter, i) =>
      ['A', 'B', '_']
        .filter((other) => other !== letter)
        .map((other) => given.slice(0, i) + other + given.slice(i + 1)),
    );
    for (const text of [
      ...others,
      given + '0',
      given + '=',
      given.slice(0, -1),
      ` ${given}`,
      'x',
      '3.',
      'A'.repeat(30),
    ]) {
      expect(await harness.list('video-1', asking(text))).toMatchObject(refused);
    }
  });
});
