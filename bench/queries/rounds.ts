import autocannon from 'autocannon';
import { setTimeout as wait } from 'node:timers/promises';
import { median } from '../median.js';
import type { Progress } from '../progress.js';

/** One of those that answer, and what a request to it looks like. */
export interface Contender {
  name: string;
  url: string;
  /** In place of the path of the URL, for the nth request. */
  path?: (n: number) => string;
  headers?: Record<string, string>;
  /** Any other status makes the run worthless. */
  status: number;
}

export interface Plan {
  connections: number;
  rounds: number;
  seconds: number;
}

/** Requests a second of each contender, one figure a round. */
export type Figures = Map<Contender, number[]>;

/** Before the first round, so that V8 has compiled what will be measured. */
const WARM_UP_SECONDS = 2;
/** Before every measurement, for caches that the others have cooled. */
const WARM_AGAIN_SECONDS = 0.4;

/** All contenders in each round, each round in another order: what disturbs the machine disturbs them alike. */
export async function runRounds(contenders: readonly Contender[], plan: Plan, progress: Progress): Promise<Figures> {
  const figures: Figures = new Map(contenders.map((contender) => [contender, []]));
  for (const contender of contenders) {
    progress.step(`warming up: ${contender.name}`);
    await warm(contender, plan, WARM_UP_SECONDS);
  }
  for (let round = 0; round < plan.rounds; round++) {
    for (const place of contenders.keys()) {
      const contender = contenders[(place + round) % contenders.length];
      if (contender === undefined) continue;
      progress.step(`round ${round + 1} of ${plan.rounds}: ${contender.name}`);
      await warm(contender, plan, WARM_AGAIN_SECONDS);
      figures.get(contender)?.push(await load(contender, plan, plan.seconds));
    }
  }
  progress.clear();
  return figures;
}

/** Pairs the figures of one round, which met the same machine. */
export function ratioOf(figures: Figures, one: Contender, other: Contender): number {
  const others = figures.get(other) ?? [];
  return median((figures.get(one) ?? []).map((rate, round) => rate / (others[round] ?? NaN)));
}

/** Over all measurements, so that what is asked once does not come again. */
let asked = 0;

/** A slow answer may not have come by then, and need not. */
async function warm(contender: Contender, plan: Plan, seconds: number): Promise<void> {
  await ask(contender, plan, seconds);
}

/** Requests a second. Throws when an answer is not what it should be: errors are quick. */
async function load(contender: Contender, plan: Plan, seconds: number): Promise<number> {
  const { right, rate } = await ask(contender, plan, seconds);
  if (right === 0) throw new Error(`${contender.name}: no answer within ${seconds} s`);
  return rate;
}

async function ask({ name, url, path, headers, status }: Contender, plan: Plan, seconds: number) {
  const result = await autocannon({
    url,
    ...(path !== undefined && { requests: [{ setupRequest: (request) => ({ ...request, path: path(asked++) }) }] }),
    ...(headers !== undefined && { headers }),
    connections: plan.connections,
    duration: seconds,
    sampleInt: 100,
  });
  const counts = result.statusCodeStats ?? {};
  const answers = Object.values(counts).reduce((sum, { count }) => sum + (count ?? 0), 0);
  const right = counts[`${status}`]?.count ?? 0;
  if (right !== answers || result.errors > 0 || result.timeouts > 0) {
    const wrong = `${answers - right} other answers, ${result.errors} errors, ${result.timeouts} timeouts`;
    throw new Error(`${name}: ${right} answers of status ${status}, ${wrong}`);
  }
  // What was under way when the clients left still runs, and must not be the next one's burden.
  await wait(result.latency.max);
  return { right, rate: right / result.duration };
}
