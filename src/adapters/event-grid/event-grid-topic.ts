import type { TokenCredential } from '@azure/core-auth';
import type { EventGridPublisherClient } from '@azure/eventgrid';
import { Failure } from '../../application/failure.js';
import type { Topic } from '../../application/publishing/ports.js';
import { memoize } from '../../memoize.js';
import { statusOf, mapAzureErrors } from '../azure-failure.js';
import { retryOptions } from '../retry.js';
import { toCloudEvent } from './to-cloud-event.js';

type Client = EventGridPublisherClient<'CloudEvent'>;

/**
 * Publishes to an Event Grid topic. `connect` makes the client at the first publication, since the package takes long to load.
 * A refusal is `unavailable`: the topic may not take CloudEvents or may be deleted, and an operator can correct both.
 */
export function createEventGridTopic(source: string, connect: () => Promise<Client>): Topic {
  const client = memoize(connect);
  return async (publication) => {
    try {
      await mapAzureErrors('the topic', async () => (await client()).send([toCloudEvent(publication, source)]));
    } catch (error) {
      const status = statusOf(error);
      if (status === undefined) throw error;
      throw new Failure('unavailable', `the topic: answered ${status}`, { cause: error });
    }
  };
}

/** A topic that takes CloudEvents: with its key for development, else with Entra ID. */
interface TopicAccess {
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
): Promise<Client> {
  const { AzureKeyCredential, EventGridPublisherClient: Publisher } = await import('@azure/eventgrid');
  return new Publisher(endpoint, 'CloudEvent', key === undefined ? credential() : new AzureKeyCredential(key), {
    ...retryOptions(tryTimeoutMs),
    // The settings let plain HTTP through on loopback alone.
    allowInsecureConnection: endpoint.startsWith('http:'),
  });
}
