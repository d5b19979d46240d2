import { readListing } from '../../../src/adapters/blob/list-page.js';
import { finish } from '../../steps.js';

const listing = (blobs: string, next = '<NextMarker />'): string =>
  `\uFEFF<?xml version="1.0" encoding="utf-8"?><EnumerationResults ContainerName="c"><Blobs>${blobs}</Blobs>${next}</EnumerationResults>`;
const blob = (name: string, rest = '<Properties><Content-Length>7</Content-Length></Properties>'): string =>
  `<Blob><Name>${name}</Name>${rest}</Blob>`;

describe('readListing', () => {
  it('reads names and sizes, and skips all else', () => {
    const etag = '<Etag>0x1</Etag><Content-Length>12</Content-Length><BlobType>BlockBlob</BlobType>';
    const xml = listing(blob('a.jpg') + blob('b/c.jpg', `<Properties>${etag}</Properties><OrMetadata />`));
    expect(finish(readListing(xml))).toEqual({
      blobs: [
        { name: 'a.jpg', size: 7 },
        { name: 'b/c.jpg', size: 12 },
      ],
      next: '',
    });
  });

  it('reads when a blob was last modified, where the listing has it', () => {
    const at = '<Creation-Time>Thu, 01 Jan 2026 00:00:00 GMT</Creation-Time>';
    const modified = (text: string): string =>
      `<Properties>${at}<Last-Modified>${text}</Last-Modified><Content-Length>7</Content-Length></Properties>`;
    const xml = listing(blob('a.jpg', modified('Fri, 20 Nov 2026 12:00:01 GMT')) + blob('b.jpg', modified('soon')));
    expect(finish(readListing(xml)).blobs).toEqual([
      { name: 'a.jpg', size: 7, lastModifiedMs: Date.UTC(2026, 10, 20, 12, 0, 1) },
      { name: 'b.jpg', size: 7 },
    ]);
  });

  // It ends at once, or not within the life of the test.
  it('passes by a blob that does not end, in linear time', () => {
    const endless = '<Blob> <Name>a</Name>'.repeat(200_000);
    expect(finish(readListing(listing(endless))).blobs).toEqual([]);
    expect(finish(readListing(listing(blob('a.jpg') + endless))).blobs).toHaveLength(1);
  });

  it('decodes XML escapes once', () => {
    const [first] = finish(
      readListing(listing(blob('a &amp;lt; &lt;b&gt; &quot;c&quot; &apos;d&apos; &#233;&#x1F600;'))),
    ).blobs;
    expect(first?.name).toBe(`a &lt; <b> "c" 'd' é😀`);
  });

  it('decodes names that XML cannot hold, and keeps a percent sign in other names', () => {
    const encoded = '<Blob><Name Encoded="true">a%EF%BF%BF%20b</Name><Properties></Properties></Blob>';
    expect(finish(readListing(listing(encoded + blob('100%20.jpg')))).blobs).toEqual([
      { name: 'a\uFFFF b', size: 0 },
      { name: '100%20.jpg', size: 7 },
    ]);
  });

  it.each([
    ['<AccessTier>Archive</AccessTier>', 'it is in the archive tier'],
    [
      '<AccessTier>Archive</AccessTier><ArchiveStatus>rehydrate-pending-to-hot</ArchiveStatus>',
      'it is in the archive tier, and being rehydrated',
    ],
    ['<CustomerProvidedKeySha256>x</CustomerProvidedKeySha256>', "it is encrypted with a customer's own key"],
    ...['gzip', 'x-gzip', 'br', 'zstd', 'deflate', 'utf-8, GZIP'].map((coding) => [
      `<Content-Encoding>${coding}</Content-Encoding>`,
      `its content encoding is ${coding.slice(-4) === 'GZIP' ? 'GZIP' : coding}, so that its URL serves other bytes than are stored`,
    ]),
  ])('says why a blob cannot be read: %s', (properties, refusal) => {
    const [one, next] = finish(
      readListing(listing(blob('a.jpg', `<Properties>${properties}</Properties>`) + blob('b.jpg'))),
    ).blobs;
    expect(one).toEqual({ name: 'a.jpg', size: 0, refusal });
    expect(next).toEqual({ name: 'b.jpg', size: 7 });
  });

  it.each([
    '<AccessTier>Hot</AccessTier><AccessTierInferred>true</AccessTierInferred>',
    '<AccessTier>Cold</AccessTier>',
    '<Content-Encoding />',
    '<Content-Encoding>utf-8</Content-Encoding>',
    '<Content-Encoding>identity</Content-Encoding>',
    '<Tags>Archive</Tags>',
  ])('says nothing of a blob that can be read: %s', (properties) => {
    expect(finish(readListing(listing(blob('a.jpg', properties)))).blobs).toEqual([{ name: 'a.jpg', size: 0 }]);
  });

  it('does not take a size from the next blob', () => {
    const [first] = finish(readListing(listing(blob('folder', '<Properties></Properties>') + blob('a.jpg')))).blobs;
    expect(first).toEqual({ name: 'folder', size: 0 });
  });

  it('leaves out the folders of a hierarchical account, which are listed as entries', () => {
    const of = (type: string) =>
      `<Properties><Last-Modified>Fri, 20 Nov 2026 12:00:01 GMT</Last-Modified><ResourceType>${type}</ResourceType><Content-Length>0</Content-Length></Properties>`;
    const xml = listing(
      blob('cats', of('directory')) + blob('cats/_done', of('file')) + blob('x.jpg', of('directory')),
    );
    expect(finish(readListing(xml)).blobs).toMatchObject([{ name: 'cats/_done', size: 0 }]);
    expect(finish(readListing(listing(blob('directory')))).blobs).toHaveLength(1);
  });

  it('returns the marker of the next page', () => {
    expect(finish(readListing(listing('', '<NextMarker>2!a&amp;b</NextMarker>')))).toEqual({
      blobs: [],
      next: '2!a&b',
    });
  });

  it('refuses a truncated listing', () => {
    expect(() => finish(readListing(listing(blob('a.jpg')).slice(0, -30)))).toThrow('not whole');
    expect(() => finish(readListing(''))).toThrow('not whole');
  });
});
