import type { TokenCredential } from '@azure/core-auth';
import type { EventGridPublisherClient } from '@azure/eventgrid';
import { retryOptions } from '../retry.js';

/** A topic that takes CloudEvents: with its key for development, else with Entra ID. */
export interface TopicAccess {
  endpoint: string;
  key: string | undefined;
}

/**
 * Shorter than for storage: what is published late is published all the same, and a caller may be waiting. A try that is
 * ended is the last one.
 */
const TRY_TIMEOUT_MS = 5000;

/** Loads the SDK and makes its client; opens no connection. */
export async function connectTopic(
  { endpoint, key }: TopicAccess,
  credential: () => TokenCredential,
  tryTimeoutMs = TRY_TIMEOUT_MS,
): Promise<EventGridPublisherClient<'CloudEvent'>> {
  const { AzureKeyCredential, EventGridPublisherClient: Client } = await import('@azure/eventgrid');
  return new Client(endpoint, 'CloudEvent', key === undefined ? credential() : new AzureKeyCredential(key), {
    ...retryOptions(tryTimeoutMs),
    // The settings let plain HTTP through on loopback alone.
    allowInsecureConnection: endpoint.startsWith('http:'),
  });
}
