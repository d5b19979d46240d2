import { parseArgs } from 'node:util';

export const BENCH_HELP = `Measures Stillframe on this machine and prints ratios; figures of one run are comparable, those of two are not.

  npm run bench [-- options]

  --quick             two short rounds in place of five: to see that it works, not how well
  --queries           only what a query costs
  --answers           only what each kind of question costs beside returning the same bytes
  --recording         only what recording 10,800 images costs
  --bounds            only what hostile files and the largest lawful ones do to the process
  --load              only what loading the code costs, bundled as it is deployed and unbundled
  --help              show this
`;

export interface BenchOptions {
  rounds: number;
  /** Of one contender in one round. */
  seconds: number;
  queries: boolean;
  answers: boolean;
  recording: boolean;
  bounds: boolean;
  load: boolean;
}

const flag = { type: 'boolean', default: false } as const;

/** Reads the command line; `help` when that is asked for. Throws a sentence that names what is wrong. */
export function readBenchOptions(args: string[]): BenchOptions | 'help' {
  const options = { quick: flag, queries: flag, answers: flag, recording: flag, bounds: flag, load: flag, help: flag };
  const { values } = parseArgs({ args, options });
  if (values.help) return 'help';
  const { quick, queries, answers, recording, bounds, load } = values;
  const all = !queries && !answers && !recording && !bounds && !load;
  return {
    ...(quick ? { rounds: 2, seconds: 1 } : { rounds: 5, seconds: 2 }),
    queries: all || queries,
    answers: all || answers,
    recording: all || recording,
    bounds: all || bounds,
    load: all || load,
  };
}
