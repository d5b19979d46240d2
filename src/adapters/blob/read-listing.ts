import type { ListedBlob } from '../../domain/image-listing.js';

/** One answer of a listing; `next` is empty on the last. */
export interface ListingPage {
  blobs: ListedBlob[];
  next: string;
}

const BLOB = /<Blob>\s*<Name( Encoded="true")?>([^<]*)<\/Name>(.*)$/s;
const SIZE = /<Content-Length>(\d+)<\/Content-Length>/;
const MODIFIED = /<Last-Modified>([^<]*)<\/Last-Modified>/;
/** Accounts with a hierarchical namespace list their folders, too. */
const FOLDER = '<ResourceType>directory</ResourceType>';
const NEXT = /<NextMarker>([^<]*)<\/NextMarker>/;

/**
 * Names, sizes and times of the blobs, from the XML of a listing. Text of an element never holds a `<`, so tags can be
 * looked for as they are (XML 1.0, 2.4). Throws when the text is no whole listing: a part of one would pass for a smaller
 * container.
 */
export function readListing(xml: string): ListingPage {
  if (!/<\/EnumerationResults>\s*$/.test(xml)) throw new Error('the listing of a container is not whole');
  const blobs: ListedBlob[] = [];
  // Each part has one blob: an expression over the whole text would look for the end of a blob again and again.
  for (const part of xml.split('</Blob>').slice(0, -1)) {
    const [, encoded, name, properties = ''] = BLOB.exec(part) ?? [];
    if (name === undefined || properties.includes(FOLDER)) continue;
    const text = unescape(name);
    const lastModifiedMs = Date.parse(MODIFIED.exec(properties)?.[1] ?? '');
    blobs.push({
      name: encoded === undefined ? text : decodeURIComponent(text),
      size: Number(SIZE.exec(properties)?.[1] ?? 0),
      ...(!Number.isNaN(lastModifiedMs) && { lastModifiedMs }),
    });
  }
  return { blobs, next: unescape(NEXT.exec(xml)?.[1] ?? '') };
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescape(text: string): string {
  const plain = text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex?: string, digits?: string, name = '') => {
      if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
      if (digits !== undefined) return String.fromCodePoint(Number(digits));
      return NAMED[String(name)] ?? whole;
    },
  );
  // A copy: V8 makes a slice of what a match finds, and ten slices would keep the whole page in memory.
  return Buffer.from(plain, 'utf8').toString('utf8');
}
