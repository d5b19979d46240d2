import { DefaultReporter, VerboseReporter } from '@jest/reporters';
import { relative } from 'node:path';

const SLOWEST = 10;
const Base = process.argv.includes('--verbose') ? VerboseReporter : DefaultReporter;

/** Says how far it is as `[12/180]`, how properties can be tried again, and in the end which suites took longest. */
export default class Reporter extends Base {
  #prefix = '';
  #done = 0;
  #total = 0;

  onRunStart(results, options) {
    super.onRunStart(results, options);
    this.#total = results.numTotalTestSuites;
    const { PROPERTY_RUNS, PROPERTY_SEED } = process.env;
    this.log(`PROPERTY_RUNS=${PROPERTY_RUNS} PROPERTY_SEED=${PROPERTY_SEED}`);
  }

  printTestFileHeader(...args) {
    this.#prefix = `[${++this.#done}/${this.#total}] `;
    super.printTestFileHeader(...args);
  }

  log(message) {
    super.log(this.#prefix + message);
    this.#prefix = '';
  }

  onRunComplete(contexts, results) {
    super.onRunComplete(contexts, results);
    if (this.#total <= SLOWEST) return;
    const suites = results.testResults.toSorted((a, b) => b.perfStats.runtime - a.perfStats.runtime);
    this.log(`\nThe ${SLOWEST} slowest suites:`);
    for (const { testFilePath, perfStats } of suites.slice(0, SLOWEST)) {
      this.log(`${(perfStats.runtime / 1000).toFixed(1).padStart(7)} s  ${relative(process.cwd(), testFilePath)}`);
    }
  }
}
