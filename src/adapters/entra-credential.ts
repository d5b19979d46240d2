import type { TokenCredential } from '@azure/core-auth';
import type { HttpClient } from '@azure/core-rest-pipeline';
import { detachFromDeadline } from '../invocation.js';
import { withTryTimeout, retryingClientOptions } from './retry.js';

/** An app registration of Entra ID, and the secret by which it is known. */
export interface ClientSecret {
  tenantId: string;
  clientId: string;
  clientSecret: string;
}

/**
 * The managed identity with this client id, else whatever `DefaultAzureCredential` finds. The package is loaded when the
 * first token is asked for: it takes 20 MB, and connection strings do without it.
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

/** An app registration with a secret; which cloud it is of, `AZURE_AUTHORITY_HOST` says, as to every credential here. */
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
 * Whoever waits for a token waits for the same one: so there is an end of that, after which it is asked for anew, and it does
 * not come before its time where the invocation ends that was the first to ask.
 */
function lazyCredential(load: () => Promise<TokenCredential>): TokenCredential {
  let loaded: Promise<TokenCredential> | undefined;
  return {
    getToken: (scopes, options) =>
      detachFromDeadline(() => withTryTimeout(async () => (await (loaded ??= load())).getToken(scopes, options))),
  };
}
