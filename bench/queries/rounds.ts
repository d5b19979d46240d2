import autocannon from 'autocannon';
import { setTimeout as wait } from 'node:timers/promises';
import { median } from '../median.js';
import type { Progress } from '../progress.js';

/** One of those that answer, and what a request to it looks like. */
export interface Target {
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

/** Requests a second of each target, one figure a round. */
export type Figures = Map<Target, number[]>;

/** Before the first round, so that V8 has compiled what will be measured. */
const WARM_UP_SECONDS = 2;
/** Before every measurement, for caches that the others have cooled. */
const WARM_AGAIN_SECONDS = 0.4;

/** All targets in each round, each round in another order: what disturbs the machine disturbs them alike. */
export async function runRounds(targets: readonly Target[], plan: Plan, progress: Progress): Promise<Figures> {
  const figures: Figures = new Map(targets.map((target) => [target, []]));
  for (const target of targets) {
    progress.step(`warming up: ${target.name}`);
    await warmUp(target, plan, WARM_UP_SECONDS);
  }
  for (let round = 0; round < plan.rounds; round++) {
    for (const place of targets.keys()) {
      const target = targets[(place + round) % targets.length];
      if (target === undefined) continue;
      progress.step(`round ${round + 1} of ${plan.rounds}: ${target.name}`);
      await warmUp(target, plan, WARM_AGAIN_SECONDS);
      figures.get(target)?.push(await measure(target, plan, plan.seconds));
    }
  }
  progress.clear();
  return figures;
}

/** Pairs the figures of one round, which met the same machine. */
export function ratioOf(figures: Figures, one: Target, other: Target): number {
  const others = figures.get(other) ?? [];
  return median((figures.get(one) ?? []).map((rate, round) => rate / (others[round] ?? NaN)));
}

/** Over all measurements, so that what is asked once does not come again. */
let requestCount = 0;

/** A slow answer may not have come by then, and need not. */
async function warmUp(target: Target, plan: Plan, seconds: number): Promise<void> {
  await runLoad(target, plan, seconds);
}

/** Requests a second. Throws when an answer is not what it should be: errors are quick. */
async function measure(target: Target, plan: Plan, seconds: number): Promise<number> {
  const { right, rate } = await runLoad(target, plan, seconds);
  if (right === 0) throw new Error(`${target.name}: no answer within ${seconds} s`);
  return rate;
}

async function runLoad({ name, url, path, headers, status }: Target, plan: Plan, seconds: number) {
  const result = await autocannon({
    url,
    ...(path !== undefined && {
      requests: [{ setupRequest: (request) => ({ ...request, path: path(requestCount++) }) }],
    }),
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
