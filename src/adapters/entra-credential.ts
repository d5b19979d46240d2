import type { TokenCredential } from '@azure/core-auth';

/**
 * The managed identity with this client id, else whatever `DefaultAzureCredential` finds. The package is loaded when the
 * first token is asked for: it takes 20 MB, and connection strings do without it.
 */
export function entraCredential(clientId: string | undefined): TokenCredential {
  let loaded: Promise<TokenCredential> | undefined;
  const load = async (): Promise<TokenCredential> => {
    const { DefaultAzureCredential, ManagedIdentityCredential } = await import('@azure/identity');
    return clientId === undefined ? new DefaultAzureCredential() : new ManagedIdentityCredential({ clientId });
  };
  return { getToken: async (scopes, options) => (await (loaded ??= load())).getToken(scopes, options) };
}
