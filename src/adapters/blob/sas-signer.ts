import { generateBlobSASQueryParameters, BlobSASPermissions, SASProtocol } from '@azure/storage-blob';
import { Failure } from '../../application/failure.js';
import type { UrlSigner, WindowSigner } from '../../application/reading/ports.js';
import { locationRefusal, type ImageLocation } from '../../domain/location.js';
import { delegationKeyBounds, type SigningPolicy, type SigningWindow } from '../../domain/signing-window.js';
import { memoize } from '../../memoize.js';
import { accountNamed, assertNoTraversal, type MediaAccount } from './media-accounts.js';
import type { SigningKey } from './signing-keys.js';

const READ_ONLY = BlobSASPermissions.parse('r');
/** Browsers drop a cached image this long before its URL expires. */
const CACHE_MARGIN_SECONDS = 60;

/**
 * Signs one URL per image: read only, one blob, its own content type, cacheable for as long as every caller can still use the URL.
 * https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas
 */
export function createSasSigner(
  accounts: readonly MediaAccount[],
  policy: SigningPolicy,
  sasVersion: string,
): UrlSigner {
  return {
    async forWindow(accountName, window) {
      const account = accountNamed(accounts, accountName);
      const bounds = delegationKeyBounds(window, policy);
      const key = await account.keys.keyFor(bounds);
      assertOutlives(key, window);
      return createWindowSigner(account, key, window);
    },
  };

  function createWindowSigner(
    { client, name: accountName }: MediaAccount,
    key: SigningKey,
    window: SigningWindow,
  ): WindowSigner {
    const root = client.url.replace(/\/$/, '');
    const maxAge = Math.max(0, Math.floor(window.lifeMs / 1000) - CACHE_MARGIN_SECONDS);
    const common = {
      permissions: READ_ONLY,
      startsOn: window.notBefore,
      expiresOn: window.expires,
      // The settings allow plain HTTP on loopback only; an HTTPS endpoint gets HTTPS URLs only.
      protocol: root.startsWith('https:') ? SASProtocol.Https : SASProtocol.HttpsAndHttp,
      contentDisposition: 'inline',
      cacheControl: `private, max-age=${maxAge}`,
      version: sasVersion,
    };
    // Images of one manifest share one location object. The settings may forbid a location that was recorded.
    const assertAllowed = memoize((location: ImageLocation) => {
      const refusal = locationRefusal(location, accounts);
      if (refusal !== undefined) throw new Failure('access-denied', refusal);
    });
    return {
      keyTag: key.tag,
      sign: ({ location, blobName, contentType }) => {
        assertAllowed(location);
        assertNoTraversal(blobName);
        const values = { ...common, containerName: location.container, blobName, contentType };
        const sas =
          'shared' in key
            ? generateBlobSASQueryParameters(values, key.shared)
            : generateBlobSASQueryParameters(values, key.delegated, accountName);
        return `${root}/${location.container}/${encodePath(blobName)}?${sas.toString()}`;
      },
    };
  }
}

/** Azure refuses a SAS that outlives its key only when it is used, so this fails earlier. */
function assertOutlives(key: SigningKey, window: SigningWindow): void {
  if ('delegated' in key && key.delegated.signedExpiresOn < window.expires) {
    throw new Error('the user delegation key would expire before the URLs that it signs');
  }
}

/** Percent-encodes a blob's name, also the characters that players and CSS stumble over (`( ) ' ! *`), but not `/`. */
function encodePath(blobName: string): string {
  return encodeURIComponent(blobName)
    .replace(/%2F/g, '/')
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
