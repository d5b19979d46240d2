import type { ServerProcess } from '../queries/bench-host.js';
import type { Deliver } from './deliver-all.js';

/** As Event Grid does: 202 is taken, anything else and silence is not. */
export function deliverTo(host: () => Promise<ServerProcess>): Deliver {
  return async (event) => {
    const { url } = await host();
    try {
      const response = await fetch(`${url}/runtime/webhooks/EventGrid?functionName=recordThumbnails`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'aeg-event-type': 'Notification' },
        body: JSON.stringify([event]),
      });
      await response.arrayBuffer();
      return response.status === 202;
    } catch {
      return false;
    }
  };
}
