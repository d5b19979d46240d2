import type { ServerResponse } from 'node:http';

/** Answers that the host keeps for callers who have not read them yet. */
const MOST_BYTES = 128 * 1024 * 1024;
/** Kestrel waits as long before it closes the connection of a caller who reads too slowly. */
const PATIENCE_MS = 5000;

/** Which answers still fit. Over the limit a new one does not, and who has read nothing for five seconds loses the connection. */
export function createUnreadAnswers(mostBytes = MOST_BYTES, now: () => number = () => performance.now()) {
  const unread = new Map<ServerResponse, { bytes: number; sinceMs: number }>();
  let total = 0;
  const forget = (response: ServerResponse): void => {
    total -= unread.get(response)?.bytes ?? 0;
    unread.delete(response);
  };
  return {
    /** False for an answer that is not to be sent. One alone may be of any size. */
    add(response: ServerResponse, bytes: number): boolean {
      // Oldest first, as they were added.
      for (const [other, { sinceMs }] of unread) {
        if (total + bytes <= mostBytes || now() - sinceMs < PATIENCE_MS) break;
        forget(other);
        other.destroy();
      }
      if (total + bytes > mostBytes && unread.size > 0) return false;
      unread.set(response, { bytes, sinceMs: now() });
      total += bytes;
      response.once('close', () => {
        forget(response);
      });
      return true;
    },
  };
}
