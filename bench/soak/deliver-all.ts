/** Delivers one event; true when it was taken. Whatever else happens, it comes again. */
export type Deliver = (event: object) => Promise<boolean>;

/** So often an event may fail: Event Grid tries 30 times. */
const MAX_TRIES = 30;

/** Delivers all events, so many at a time; what is not taken comes again at the end. Answers how often that was. */
export async function deliverAll(
  deliver: Deliver,
  events: readonly object[],
  { concurrency, onDelivered }: { concurrency: number; onDelivered?: (taken: number) => void },
): Promise<number> {
  const queue = events.map((event) => ({ event, tries: 1 }));
  let taken = 0;
  let retries = 0;
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { event, tries } = next;
      if (await deliver(event)) {
        taken++;
        onDelivered?.(taken);
      } else {
        if (tries === MAX_TRIES) throw new Error(`not taken in ${MAX_TRIES} tries: ${JSON.stringify(event)}`);
        retries++;
        queue.push({ event, tries: tries + 1 });
      }
    }
  };
  // A worker that finds the queue empty may end while another puts an event back; that one then takes it up itself.
  await Promise.all(Array.from({ length: concurrency }, work));
  return retries;
}
