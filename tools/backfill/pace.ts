/** How fast something is done, and how long the rest will take: both undefined until that can be said. */
export interface Pace {
  done(): number;
  advance(): void;
  /** So many a second. */
  rate(): number | undefined;
  secondsLeft(): number | undefined;
}

/** Reckoned from so many of the last steps: sizes differ, and storage is slower at times. */
const STEPS = 200;

/** `clock` tells milliseconds. */
export function makePace(total: number, clock: () => number): Pace {
  let done = 0;
  const times = [clock()];
  const rate = (): number | undefined => {
    const milliseconds = clock() - (times[0] ?? 0);
    return times.length > 1 && milliseconds > 0 ? ((times.length - 1) * 1000) / milliseconds : undefined;
  };
  return {
    done: () => done,
    advance: () => {
      done += 1;
      times.push(clock());
      if (times.length > STEPS + 1) times.shift();
    },
    rate,
    secondsLeft: () => {
      const now = rate();
      return now && (total - done) / now;
    },
  };
}
