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
import type { ImageLocation } from '../../domain/location.js';
import { addRetryPolicies } from '../retry.js';
import { readListing, type ListingPage } from './read-listing.js';

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
    if (status === 200) return readListing(bodyAsText ?? '');
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
