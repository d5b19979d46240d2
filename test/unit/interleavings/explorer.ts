import { setImmediate } from 'node:timers/promises';
import { Rows } from '../../memory/memory-store.js';

/** A call that an invocation waits for. */
export interface Call {
  port: string;
  method: string;
  args: unknown[];
}

/** Makes the calls of one invocation; each waits until the scheduler lets it through. */
export type Ask = (call: Call) => Promise<unknown>;

/** One delivery of an event, one request or one run of a timer: a new process, which shares nothing with others. */
export type Invocation = (ask: Ask) => Promise<void>;

export interface Scenario {
  name: string;
  /** Carried out one after another before the race. */
  before?: readonly Invocation[];
  race: readonly Invocation[];
}

/** The world that a scenario runs in: what a call does to the rows, and what must hold. */
export interface World {
  perform(rows: Rows, call: Call): Promise<unknown>;
  /** Throws when callers see what they must not, at any moment. */
  checkMoment(rows: Rows): Promise<void>;
  /** Throws when an end is not as it must be. */
  checkEnd(rows: Rows): Promise<void>;
}

/** An invocation between two calls. Equal answers lead to the same point, so each point is reached by running only once. */
interface Point {
  invocation: Invocation;
  id: number;
  from?: { point: Point; answer: unknown };
  next: Map<string, Point>;
  call: Call | undefined;
  /** The running invocation, until it goes on to the first of the next points. */
  live: Running | undefined;
}

interface Running {
  call: Call | undefined;
  answer(value: unknown): Promise<void>;
}

interface State {
  rows: Rows;
  points: readonly Point[];
  crashes: readonly number[];
}

/** Step i lets invocation i make its call; -1 - i ends it before that call, and delivers it again. */
type Schedule = readonly number[];

export class Explorer {
  readonly #world: World;
  #points = 0;
  /** Rows that were checked already, as text. */
  readonly #checked = new Set<string>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Every schedule with one crash at most; answers how many states there are. */
  async all(scenario: Scenario): Promise<number> {
    const known = new Set<string>();
    const open: { state: State; schedule: Schedule }[] = [{ state: await this.#begin(scenario), schedule: [] }];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      const { state, schedule } = one;
      const key = keyOf(state);
      if (known.has(key)) continue;
      known.add(key);
      await this.#check(scenario, state, schedule);
      const mayCrash = state.crashes.every((count) => count === 0);
      for (const i of waitingIn(state)) {
        const steps = mayCrash && state.points[i]?.from !== undefined ? [i, -1 - i] : [i];
        for (const step of steps) open.push({ state: await this.#step(state, step), schedule: [...schedule, step] });
      }
    }
    return known.size;
  }

  /** Schedules by chance, in each of which every invocation crashes twice at most; answers how many steps they had. */
  async random(scenario: Scenario, runs: number, seed: number): Promise<number> {
    let steps = 0;
    const start = await this.#begin(scenario);
    for (let run = 0; run < runs; run++) {
      const random = createRandom(seed + run);
      const schedule: number[] = [];
      let state = start;
      let i = 0;
      for (let waiting = waitingIn(state); waiting.length > 0; waiting = waitingIn(state)) {
        // Often the same again: an invocation that sleeps while others do much is where faults are.
        if (!waiting.includes(i) || random() < 0.4) i = waiting[Math.floor(random() * waiting.length)] ?? 0;
        const step = random() < 0.04 && (state.crashes[i] ?? 0) < 2 ? -1 - i : i;
        state = await this.#step(state, step);
        schedule.push(step);
        steps += 1;
        await this.#check(scenario, state, schedule, `seed ${seed + run}, `);
      }
      for (const { next } of start.points) next.clear();
    }
    return steps;
  }

  async #begin({ before = [], race }: Scenario): Promise<State> {
    const rows = new Rows();
    for (const invocation of before) await invocation((call) => this.#world.perform(rows, call));
    const points = await Promise.all(race.map((invocation) => this.#point(invocation, start(invocation))));
    return { rows, points, crashes: race.map(() => 0) };
  }

  async #step({ rows, points, crashes }: State, step: number): Promise<State> {
    const i = step < 0 ? -1 - step : step;
    const point = points[i];
    if (point?.call === undefined) throw new Error(`invocation ${i} waits for nothing`);
    if (step < 0)
      return { rows, points: points.with(i, firstOf(point)), crashes: crashes.with(i, 1 + (crashes[i] ?? 0)) };
    const after = new Rows(rows);
    const answer = await this.#world.perform(after, point.call);
    const text = answer === undefined ? '' : JSON.stringify(answer);
    const next = point.next.get(text) ?? (await this.#goOn(point, answer));
    point.next.set(text, next);
    return { rows: after, points: points.with(i, next), crashes };
  }

  async #goOn(point: Point, answer: unknown): Promise<Point> {
    const { live } = point;
    point.live = undefined;
    const running = live ?? (await replay(point));
    await running.answer(answer);
    return this.#point(point.invocation, running, { point, answer });
  }

  async #point(invocation: Invocation, starting: Running | Promise<Running>, from?: Point['from']): Promise<Point> {
    const live = await starting;
    return { invocation, id: this.#points++, next: new Map(), call: live.call, live, ...(from && { from }) };
  }

  /** What each step of a schedule does, for whoever reads of a failure. */
  async #trace(scenario: Scenario, schedule: Schedule): Promise<string> {
    let state = await this.#begin(scenario);
    const lines: string[] = [];
    for (const step of schedule) {
      const i = step < 0 ? -1 - step : step;
      const { method, args } = state.points[i]?.call ?? { method: '', args: [] };
      const given = JSON.stringify(args).slice(0, 100);
      lines.push(`  ${i} ${step < 0 ? 'is interrupted before' : 'calls'} ${method} ${given}`);
      state = await this.#step(state, step);
    }
    return lines.join('\n');
  }

  async #check(scenario: Scenario, state: State, schedule: Schedule, how = ''): Promise<void> {
    try {
      const isEnd = waitingIn(state).length === 0;
      const text = `${isEnd} ${state.rows.toVersionedText()}`;
      if (this.#checked.has(text)) return;
      this.#checked.add(text);
      await this.#world.checkMoment(state.rows);
      if (isEnd) await this.#world.checkEnd(new Rows(state.rows));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const steps = await this.#trace(scenario, schedule);
      throw new Error(`${scenario.name}: ${why} (${how}schedule ${schedule.join()})\n${steps}`, { cause: error });
    }
  }
}

function waitingIn({ points }: State): number[] {
  return points.flatMap(({ call }, i) => (call === undefined ? [] : [i]));
}

function keyOf({ rows, points, crashes }: State): string {
  return [
    rows.toVersionedText(),
    ...points.map(({ id, call }) => (call === undefined ? 'done' : id)),
    ...crashes,
  ].join();
}

function firstOf(point: Point): Point {
  return point.from === undefined ? point : firstOf(point.from.point);
}

async function replay({ invocation, from }: Point): Promise<Running> {
  if (from === undefined) return start(invocation);
  const running = await replay(from.point);
  await running.answer(from.answer);
  return running;
}

/** Runs an invocation to its first call. */
async function start(invocation: Invocation): Promise<Running> {
  let resume: ((value: unknown) => void) | undefined;
  let isDone = false;
  let failure: unknown;
  const running: Running = {
    call: undefined,
    answer: async (value) => {
      running.call = undefined;
      resume?.(structuredClone(value));
      await settle();
    },
  };
  const ask: Ask = (call) => {
    if (running.call !== undefined) throw new Error(`'${call.method}' is called while '${running.call.method}' is`);
    running.call = structuredClone(call);
    return new Promise((resolve) => (resume = resolve));
  };
  invocation(ask).then(
    () => (isDone = true),
    (error: unknown) => {
      failure = error;
      isDone = true;
    },
  );
  await settle();
  return running;

  /** Everything but calls takes no time. */
  async function settle(): Promise<void> {
    for (let waited = 0; running.call === undefined && !isDone; waited += 1) {
      // Work in slices goes on behind all promises (src/in-slices.ts).
      await (waited < 1000 ? Promise.resolve() : setImmediate());
    }
    if (failure instanceof Error) throw failure;
  }
}

/** Numbers below 1 that follow from the seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
