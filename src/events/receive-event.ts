import { describeError } from '../application/failure.js';
import type { Log } from '../telemetry/log-events.js';
import type { RecordThumbnails } from '../application/recording/record-thumbnails.js';
import { EventRejected } from '../domain/media-event.js';
import type { EventRules } from './envelope.js';
import { readMediaEvent } from './read-media-event.js';

/**
 * Takes one delivered event. Returning acknowledges it; throwing makes Event Grid deliver it again on its schedule, and
 * dead-letter it in the end. So only what a redelivery cannot help is logged and let go.
 */
export function createReceiveEvent(record: RecordThumbnails, rules: EventRules) {
  return async (payload: unknown, log: Log): Promise<void> => {
    try {
      await record(readMediaEvent(payload, rules), log);
    } catch (error) {
      if (error instanceof EventRejected) {
        log('event-rejected', { id: idOf(payload), reasons: error.reasons });
        return;
      }
      const { code, reason, stack } = describeError(error);
      // It is recorded, and has been logged with its video: the redelivery publishes, and has nothing else to do.
      if (code === 'not-published') throw error;
      if (code === 'access-denied') log('access-denied', { id: idOf(payload), reason });
      else log('recording-failed', { id: idOf(payload), code, reason, stack });
      throw error;
    }
  };
}

function idOf(payload: unknown): string | undefined {
  const id: unknown = typeof payload === 'object' && payload !== null && 'id' in payload ? payload.id : undefined;
  return typeof id === 'string' ? id.slice(0, 100) : undefined;
}
