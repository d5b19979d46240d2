import fc from 'fast-check';
import type { Manifest } from '../../../src/domain/manifest.js';
import { countThumbnails, findThumbnail, listThumbnailsOf } from '../../../src/domain/thumbnail.js';
import { aManifest, aLocation, aPoster, aSeries } from '../../builders.js';

const poster = (name: string) => aPoster({ prefix: name });
const manifest = (prefix: string, ...names: string[]): Manifest =>
  aManifest({ location: aLocation({ prefix }), series: names.map(poster) });
const listed = (...manifests: Manifest[]) => listThumbnailsOf(manifests, 0, Infinity).map(({ blobName }) => blobName);

describe('locations inside one another', () => {
  it('list an image of a folder once, from the deepest location', () => {
    const all = [
      manifest('', 'a.jpg', 'cat/a.jpg', 'cat/deep/a.jpg', 'cats/a.jpg'),
      manifest('cat/', 'a.jpg', 'deep/a.jpg'),
      manifest('cat/deep/', 'a.jpg'),
    ];
    expect(listed(...all).sort()).toEqual(['a.jpg', 'cat/a.jpg', 'cat/deep/a.jpg', 'cats/a.jpg']);
    expect(countThumbnails(all)).toBe(4);
    const [outer, folder] = all;
    if (outer === undefined || folder === undefined) throw new Error('no manifests');
    const ids = (...manifests: Manifest[]) => listThumbnailsOf(manifests, 0, Infinity).map(({ id }) => id);
    expect(ids(outer, folder)).toEqual(expect.arrayContaining(ids(folder)));
  });

  it('list series of numbered names from the deepest location too', () => {
    const outer = aManifest({
      location: aLocation(),
      series: [aSeries({ prefix: 'cat/T' }), aSeries({ prefix: 'T' })],
    });
    const folder = aManifest({
      location: aLocation({ prefix: 'cat/' }),
      series: [aSeries({ prefix: 'T', ranges: [[1, 3]] })],
    });
    expect(countThumbnails([outer, folder])).toBe(13);
  });

  it('list images from the outer location where the inner one has none, or lies elsewhere', () => {
    const outer = manifest('', 'cat/a.jpg');
    const elsewhere = {
      ...manifest('cat/', 'a.jpg'),
      location: aLocation({ prefix: 'cat/', container: 'asset-other' }),
    };
    const otherAccount = { ...manifest('cat/', 'a.jpg'), location: aLocation({ prefix: 'cat/', account: 'other' }) };
    expect(listed(outer, manifest('cat/'))).toEqual(['cat/a.jpg']);
    expect(listed(outer, elsewhere)).toHaveLength(2);
    expect(listed(outer, otherAccount)).toHaveLength(2);
  });

  it('still find an image by the id that the outer location gave it', () => {
    const outer = manifest('', 'cat/a.jpg');
    const id = listThumbnailsOf([outer], 0, 1)[0]?.id ?? '';
    expect(findThumbnail([outer, manifest('cat/', 'a.jpg')], id)?.blobName).toBe('cat/a.jpg');
  });

  it('list every blob of a container once, and by page the same, for any set of locations', () => {
    const blob = fc.constantFrom('a.jpg', 'x/a.jpg', 'x/b.jpg', 'x/y/a.jpg', 'xy/a.jpg', 'x/y/z/a.jpg');
    const prefix = fc.constantFrom('', 'x/', 'x/y/', 'xy/', 'x/y/z/', 'none/');
    fc.assert(
      fc.property(fc.uniqueArray(blob), fc.uniqueArray(prefix), fc.nat(6), (blobs, prefixes, limit) => {
        const below = (start: string) => blobs.filter((name) => name.startsWith(start));
        const manifests = prefixes.map((start) =>
          manifest(start, ...below(start).map((name) => name.slice(start.length))),
        );
        const expected = blobs.filter((name) => prefixes.some((start) => name.startsWith(start)));
        expect(listed(...manifests).sort()).toEqual([...expected].sort());
        expect(countThumbnails(manifests)).toBe(expected.length);
        const page = (skip: number) => listThumbnailsOf(manifests, skip, limit).map(({ id }) => id);
        expect([...page(0), ...page(limit)]).toEqual(listThumbnailsOf(manifests, 0, 2 * limit).map(({ id }) => id));
      }),
    );
  });
});
