import type { EventGridPublisherClient } from '@azure/eventgrid';
import { Failure } from '../../application/failure.js';
import type { Topic } from '../../application/publishing/ports.js';
import { statusOf, mapAzureErrors } from '../azure-failure.js';
import { toCloudEvent } from './to-cloud-event.js';

type Client = EventGridPublisherClient<'CloudEvent'>;

/**
 * Publishes to an Event Grid topic. `connect` makes the client at the first publication, since the package takes long to load.
 * What the topic refuses is no bug: it may take no CloudEvents, or be gone, and an operator can mend that.
 */
export function createEventGridTopic(source: string, connect: () => Promise<Client>): Topic {
  let client: Promise<Client> | undefined;
  return async (publication) => {
    try {
      await mapAzureErrors('the topic', async () =>
        (await (client ??= connect())).send([toCloudEvent(publication, source)]),
      );
    } catch (error) {
      const status = statusOf(error);
      if (status === undefined) throw error;
      throw new Failure('unavailable', `the topic: answered ${status}`, { cause: error });
    }
  };
}
