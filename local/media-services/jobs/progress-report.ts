/** Reports of one output's progress, one after another and only when they say something new. */
export interface ProgressReport {
  /** A share of the work from 0 to 1; may be called as often as one likes. */
  readonly at: (share: number) => void;
  /** Resolves when the last report has been written: no progress after the end. */
  readonly settled: () => Promise<void>;
}

/** Percent: every report is a file written and an event raised. */
const smallestStep = 5;

/** `report` gets whole percents from 1 to 99, rising: 100 comes with the Finished state. */
export function makeProgressReport(report: (percent: number) => Promise<void>): ProgressReport {
  let last = 0;
  let writing = Promise.resolve();
  return {
    at(share) {
      const percent = Math.min(99, Math.floor(share * 100));
      if (percent < last + smallestStep) return;
      last = percent;
      writing = writing.then(() => report(percent)).catch(() => undefined);
    },
    settled: () => writing,
  };
}
