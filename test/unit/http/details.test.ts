import { putManifest } from '../../memory/put-manifest.js';
import { aManifest, aLocation, aPoster, aSeries } from '../../builders.js';
import { untimed } from '../domain/any-manifests.js';
import { httpHarness } from './harness.js';

const DETAILS = ['TimeMs', 'TimeIsApproximate', 'TimeSource', 'ContentType', 'UrlExpires', 'Asset'];
type Detailed = Record<string, unknown>;

async function listed(query = 'expand=details') {
  const harness = httpHarness();
  const tile = { startMs: 2500, endMs: 5000, x: 0, y: 0, width: 160, height: 90 };
  const sheet = untimed(aSeries({ kind: 'Sprite', prefix: 'x', ranges: [[1, 1]] }));
  const series = [
    aPoster({ prefix: 'Poster.png', contentType: 'image/png' }),
    aSeries({ ranges: [[1, 2]], timing: { startMs: 0, stepMs: 333.4, source: 'inferred' } }),
    aSeries({
      prefix: 'on-frames',
      height: 180,
      ranges: [[2, 2]],
      timing: { startMs: 40, stepMs: 80, isExact: true, source: 'preset' },
    }),
    { ...sheet, sprite: { vttName: 'x.vtt', tiles: [tile] } },
  ];
  await putManifest(harness.store, aManifest({ series }));
  await putManifest(
    harness.store,
    aManifest({ location: aLocation({ container: 'asset-2' }), source: {}, series: [aPoster({ height: 1 })] }),
  );
  const { json, headers } = await harness.list('video-1', { query });
  return { ...harness, items: json as Detailed[], headers };
}

describe('expand=details', () => {
  it('adds times in milliseconds, their accuracy and source, types, ends and assets, and changes nothing else', async () => {
    const { items, headers } = await listed();
    const plain = (await listed('')).items;
    expect(
      items.map((item) => Object.fromEntries(Object.entries(item).filter(([name]) => !DETAILS.includes(name)))),
    ).toEqual(plain);
    const end = headers['X-Url-Expires'];
    const jpeg = { ContentType: 'image/jpeg', UrlExpires: end, Asset: 'output-1' };
    expect(items.map((item) => Object.fromEntries(DETAILS.map((name) => [name, item[name]])))).toEqual([
      { ...jpeg, TimeMs: null, TimeIsApproximate: true, TimeSource: null, ContentType: 'image/png' },
      { ...jpeg, TimeMs: null, TimeIsApproximate: true, TimeSource: null, Asset: null },
      { ...jpeg, TimeMs: 0, TimeIsApproximate: true, TimeSource: 'inferred' },
      { ...jpeg, TimeMs: 333, TimeIsApproximate: true, TimeSource: 'inferred' },
      { ...jpeg, TimeMs: 120, TimeIsApproximate: false, TimeSource: 'preset' },
      { ...jpeg, TimeMs: 2500, TimeIsApproximate: false, TimeSource: 'webvtt' },
    ]);
  });

  it('works for one image as well, with a tag of its own', async () => {
    const { items, one } = await listed();
    const [first] = items;
    const id = String(first?.['ID']);
    const detailed = await one('video-1', id, { query: 'expand=details' });
    expect(detailed.json).toEqual({ ...first, Url: expect.any(String) as string });
    const plain = await one('video-1', id);
    expect(plain.json).not.toHaveProperty('TimeMs');
    expect(plain.headers['ETag']).not.toBe(detailed.headers['ETag']);
  });
});
