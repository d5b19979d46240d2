import type { TokenCredential } from '@azure/core-auth';
import type { HttpClient } from '@azure/core-rest-pipeline';

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
  return whenAsked(async () => {
    const { DefaultAzureCredential, ManagedIdentityCredential } = await import('@azure/identity');
    return clientId === undefined ? new DefaultAzureCredential() : new ManagedIdentityCredential({ clientId });
  });
}

/** An app registration with a secret; which cloud it is of, `AZURE_AUTHORITY_HOST` says, as to every credential here. */
export function secretCredential(
  { tenantId, clientId, clientSecret }: ClientSecret,
  httpClient?: HttpClient,
): TokenCredential {
  return whenAsked(async () => {
    const { ClientSecretCredential } = await import('@azure/identity');
    return new ClientSecretCredential(tenantId, clientId, clientSecret, httpClient && { httpClient });
  });
}

function whenAsked(load: () => Promise<TokenCredential>): TokenCredential {
  let loaded: Promise<TokenCredential> | undefined;
  return { getToken: async (scopes, options) => (await (loaded ??= load())).getToken(scopes, options) };
}
