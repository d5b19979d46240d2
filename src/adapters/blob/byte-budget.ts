/** A reservation ends after this time even if it is not released. */
const LONGEST_MS = 60_000;

/** Bytes that may be in memory at one time: reserved before they are read, and released once. */
export interface ByteBudget {
  /** Undefined where they do not fit. */
  reserve(bytes: number): (() => void) | undefined;
}

export function createByteBudget(most: number): ByteBudget {
  let reserved = 0;
  return {
    reserve(bytes) {
      if (reserved + bytes > most) return undefined;
      reserved += bytes;
      let isReleased = false;
      const release = () => {
        if (isReleased) return;
        isReleased = true;
        reserved -= bytes;
        clearTimeout(timer);
      };
      const timer = setTimeout(release, LONGEST_MS);
      timer.unref();
      return release;
    },
  };
}
