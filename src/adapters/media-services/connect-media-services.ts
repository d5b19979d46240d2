import type { AzureMediaServices } from '@azure/arm-mediaservices';
import type { TokenCredential } from '@azure/core-auth';
import { bearerTokenAuthenticationPolicyName, type HttpClient } from '@azure/core-rest-pipeline';
import type { Clock } from '../../application/clock.js';
import { secretCredential, type ClientSecret } from '../entra-credential.js';
import { retryOptions } from '../retry.js';
import { apiKeyAuthPolicy } from './api-key-auth.js';

/** How to reach a Media Services account: with a key that is exchanged for tokens, a client secret, or else as who we are. */
export interface MediaServicesAccess {
  endpoint: string;
  subscriptionId: string;
  apiKey: string | undefined;
  /** Of tokens of Entra ID; without them `/.default` of the endpoint. */
  scopes?: readonly string[];
  clientSecret?: ClientSecret | undefined;
  credential: () => TokenCredential;
  clock: Clock;
  /** The network, where it is not the real one. */
  httpClient?: HttpClient;
}

/** Loads the SDK and makes its client; opens no connection. */
export async function connectMediaServices(access: MediaServicesAccess): Promise<AzureMediaServices> {
  const { endpoint, subscriptionId, apiKey, scopes, clientSecret, clock, httpClient } = access;
  const { AzureMediaServices: Client } = await import('@azure/arm-mediaservices');
  const options = {
    endpoint,
    ...(scopes !== undefined && { credentialScopes: [...scopes] }),
    ...(httpClient !== undefined && { httpClient }),
    ...retryOptions(),
  };
  if (apiKey === undefined) {
    const credential = clientSecret === undefined ? access.credential() : secretCredential(clientSecret, httpClient);
    return new Client(credential, subscriptionId, options);
  }
  const client = new Client(NO_CREDENTIAL, subscriptionId, options);
  client.pipeline.removePolicy({ name: bearerTokenAuthenticationPolicyName });
  client.pipeline.addPolicy(apiKeyAuthPolicy({ endpoint, subscriptionId, apiKey, clock }), { afterPhase: 'Retry' });
  return client;
}

/** The constructor insists on a credential; the policy that would use it is taken out. */
const NO_CREDENTIAL: TokenCredential = { getToken: () => Promise.resolve(null) };
