/** Reports the progress of an output, one report after another. */
export interface ProgressReport {
  /** The done share of the work, from 0 to 1; small changes are not reported. */
  readonly at: (share: number) => void;
  /** Resolves when the last report has been written. */
  readonly settled: () => Promise<void>;
}

/** In percent; each report writes a file and raises an event. */
const minStep = 5;

/** `report` gets increasing integers from 1 to 99; the Finished state sets 100. */
export function createProgressReport(report: (percent: number) => Promise<void>): ProgressReport {
  let last = 0;
  let writing = Promise.resolve();
  return {
    at(share) {
      const percent = Math.min(99, Math.floor(share * 100));
      if (percent < last + minStep) return;
      last = percent;
      writing = writing.then(() => report(percent)).catch(() => undefined);
    },
    settled: () => writing,
  };
}
