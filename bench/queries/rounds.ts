import autocannon from 'autocannon';
import { setTimeout as wait } from 'node:timers/promises';
import type { Progress } from '../progress.js';

/** One of those that answer, and what a request to it looks like. */
export interface Contender {
  name: string;
  url: string;
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
    await load(contender, plan, WARM_UP_SECONDS);
  }
  for (let round = 0; round < plan.rounds; round++) {
    for (const place of contenders.keys()) {
      const contender = contenders[(place + round) % contenders.length];
      if (contender === undefined) continue;
      progress.step(`round ${round + 1} of ${plan.rounds}: ${contender.name}`);
      await load(contender, plan, WARM_AGAIN_SECONDS);
      figures.get(contender)?.push(await load(contender, plan, plan.seconds));
    }
  }
  progress.clear();
  return figures;
}

/** Requests a second. Throws when an answer is not what it should be: errors are quick. */
async function load({ name, url, headers, status }: Contender, plan: Plan, seconds: number): Promise<number> {
  const result = await autocannon({
    url,
    ...(headers !== undefined && { headers }),
    connections: plan.connections,
    duration: seconds,
    sampleInt: 100,
  });
  const counts = result.statusCodeStats ?? {};
  const answers = Object.values(counts).reduce((sum, { count }) => sum + (count ?? 0), 0);
  const right = counts[`${status}`]?.count ?? 0;
  if (right === 0 || right !== answers || result.errors > 0 || result.timeouts > 0) {
    const wrong = `${answers - right} other answers, ${result.errors} errors, ${result.timeouts} timeouts`;
    throw new Error(`${name}: ${right} answers of status ${status}, ${wrong}`);
  }
  // What was under way when the clients left still runs, and must not be the next one's burden.
  await wait(result.latency.max);
  return right / result.duration;
}
