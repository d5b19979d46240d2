import type { TokenCredential } from '@azure/core-auth';
import type { HttpClient } from '@azure/core-rest-pipeline';
import { detachFromDeadline } from '../telemetry/invocation.js';
import { memoize } from '../memoize.js';
import { withTryTimeout } from './timeouts.js';
import { retryingClientOptions } from './retry.js';

/** An app registration of Entra ID: the names of its service principal, and its secret. */
export interface ClientSecret {
  tenantId: string;
  clientId: string;
  clientSecret: string;
}

/**
 * The managed identity with this client id, else what `DefaultAzureCredential` finds. The first request for a token loads the
 * package, which takes 20 MB and is not needed with connection strings.
 */
export function entraCredential(clientId: string | undefined): TokenCredential {
  return lazyCredential(async () => {
    const { DefaultAzureCredential, ManagedIdentityCredential } = await import('@azure/identity');
    const options = retryingClientOptions();
    return clientId === undefined
      ? new DefaultAzureCredential(options)
      : new ManagedIdentityCredential({ clientId, ...options });
  });
}

/** An app registration with a secret. `AZURE_AUTHORITY_HOST` names its cloud, as for every credential here. */
export function secretCredential(
  { tenantId, clientId, clientSecret }: ClientSecret,
  httpClient?: HttpClient,
): TokenCredential {
  return lazyCredential(async () => {
    const { ClientSecretCredential } = await import('@azure/identity');
    return new ClientSecretCredential(tenantId, clientId, clientSecret, retryingClientOptions(httpClient));
  });
}

/**
 * Loads the credential at the first call. Several invocations may share one token request, so the request has its own timeout
 * and ignores the deadline of the invocation that started it.
 */
function lazyCredential(load: () => Promise<TokenCredential>): TokenCredential {
  const credential = memoize(load);
  return {
    getToken: (scopes, options) =>
      detachFromDeadline(() => withTryTimeout(async () => (await credential()).getToken(scopes, options))),
  };
}
