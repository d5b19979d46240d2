/** Longer than any pause before a retry, and shorter than any limit of a try. */
const MAX_PAUSE_MS = 4000;
/** A busy machine answers within this time, too. */
const LIMIT_MS = 500;

/**
 * Lets pauses pass at once, and limits soon, and keeps how long each pause would have been: what a clock measures depends
 * on the machine. Real connections know nothing of it.
 */
export function withoutWaiting() {
  const real = globalThis.setTimeout;
  const pauses: number[] = [];
  jest.spyOn(globalThis, 'setTimeout').mockImplementation((run: () => void, ms = 0) => {
    const isPause = ms > 0 && ms < MAX_PAUSE_MS;
    if (isPause) pauses.push(ms);
    return real(run, isPause ? 0 : Math.min(ms, LIMIT_MS));
  });
  return { pauses };
}
