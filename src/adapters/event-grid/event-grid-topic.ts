import type { EventGridPublisherClient } from '@azure/eventgrid';
import { Failure } from '../../application/failure.js';
import type { Topic } from '../../application/publishing/ports.js';
import { memoize } from '../../memoize.js';
import { statusOf, mapAzureErrors } from '../azure-failure.js';
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
