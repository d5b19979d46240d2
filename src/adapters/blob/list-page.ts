import { isTokenCredential } from '@azure/core-auth';
import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  RestError,
} from '@azure/core-rest-pipeline';
import { ContainerSASPermissions, type BlobServiceClient } from '@azure/storage-blob';
import type { ListedBlob } from '../../domain/image-listing.js';
import { eachInSteps, type Steps } from '../../domain/steps.js';
import { inSlices } from '../../in-slices.js';
import type { ImageLocation } from '../../domain/location.js';
import { addRetryPolicies } from '../retry.js';
import { listedRefusal } from './blob-refusals.js';

const PAGE_SIZE = 5000;
const SAS_LIFE_MS = 10 * 60_000;
/** Names that XML cannot hold come percent-encoded since 2021-02-12. */
const API_VERSION = '2023-11-03';

/** One call to storage: the names, sizes and times of up to 5,000 blobs. Throws a `RestError`, as the SDK's calls do. */
export type ListPage = (location: ImageLocation, marker: string) => Promise<ListingPage>;

/**
 * Lists without the SDK's own `listBlobsFlat`, which makes objects of all fifteen properties of each blob: 17 KB a blob
 * and ten times the work, more than everything else that a recording does. Here a page costs its text and what is kept.
 * https://learn.microsoft.com/rest/api/storageservices/list-blobs
 */
export function createListPage(client: BlobServiceClient): ListPage {
  const http = createDefaultHttpClient();
  const pipeline = createPipelineFromOptions({});
  addRetryPolicies(pipeline);
  const { credential } = client;
  const hasToken = isTokenCredential(credential);
  if (hasToken) {
    const scopes = 'https://storage.azure.com/.default';
    pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes }), { phase: 'Sign' });
  }

  return async ({ container, prefix }, marker) => {
    const query = { restype: 'container', comp: 'list', maxresults: String(PAGE_SIZE), prefix, marker };
    const given = Object.entries(query).filter(([, value]) => value !== '');
    const request = createPipelineRequest({
      url: withQuery(await listable(container), given),
      headers: createHttpHeaders({ 'x-ms-version': API_VERSION }),
      // Plain HTTP is for the settings to allow, on loopback; the policy above lets no token travel by it.
      allowInsecureConnection: true,
    });
    const response = await pipeline.sendRequest(http, request);
    const { status, bodyAsText } = response;
    if (status === 200) return inSlices(readListing(bodyAsText ?? ''));
    const code = response.headers.get('x-ms-error-code');
    throw new RestError('the listing was refused', {
      statusCode: status,
      request,
      response,
      ...(code !== undefined && { code }),
    });
  };

  /** An account's key signs a right to list for a moment; with a token the header is enough. */
  async function listable(name: string): Promise<string> {
    const container = client.getContainerClient(name);
    if (hasToken) return container.url;
    return container.generateSasUrl({
      permissions: ContainerSASPermissions.parse('l'),
      expiresOn: new Date(Date.now() + SAS_LIFE_MS),
    });
  }
}

function withQuery(url: string, values: [string, string][]): string {
  const query = values.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return `${url}${url.includes('?') ? '&' : '?'}${query}`;
}

/** One answer of a listing; `next` is empty on the last. */
interface ListingPage {
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
 * Names, sizes and times of the blobs, and what cannot be read of them, from the XML of a listing. Text of an element never holds a `<`, so tags can be
 * looked for as they are (XML 1.0, 2.4). Throws when the text is no whole listing: a part of one would pass for a smaller
 * container.
 */
export function* readListing(xml: string): Steps<ListingPage> {
  if (!/<\/EnumerationResults>\s*$/.test(xml)) throw new Error('the listing of a container is not whole');
  const blobs: ListedBlob[] = [];
  // Each part has one blob: an expression over the whole text would look for the end of a blob again and again.
  yield* eachInSteps(xml.split('</Blob>').slice(0, -1), (part) => {
    const [, encoded, name, properties = ''] = BLOB.exec(part) ?? [];
    if (name === undefined || properties.includes(FOLDER)) return;
    const text = unescape(name);
    const refusal = listedRefusal(properties);
    const lastModifiedMs = Date.parse(MODIFIED.exec(properties)?.[1] ?? '');
    blobs.push({
      name: encoded === undefined ? text : decodeURIComponent(text),
      size: Number(SIZE.exec(properties)?.[1] ?? 0),
      ...(!Number.isNaN(lastModifiedMs) && { lastModifiedMs }),
      ...(refusal !== undefined && { refusal }),
    });
  });
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
