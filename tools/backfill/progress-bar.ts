import { makePace } from './pace.js';
import type { StatusLine, Terminal } from './status-line.js';

/** How far a walk is, on stderr: a bar with its rate and the time left; without a terminal a line now and then. */
export interface Progress {
  advance(failed: number): void;
  stop(): void;
}

const DRAW_EVERY_MS = 100;
const LINE_EVERY_MS = 10_000;
const LONGEST_BAR = 40;
const SHORTEST_BAR = 10;

/** Nothing is drawn between two steps: so no timer keeps a run alive. `clock` tells milliseconds. */
export function startProgress(
  total: number,
  line: StatusLine,
  stream: Pick<Terminal, 'write'> = process.stderr,
  clock: () => number = () => performance.now(),
): Progress {
  const pace = makePace(total, clock);
  let failed = 0;
  let saidAt = clock();
  const say = (): void => {
    saidAt = clock();
    if (line.isSeen) line.draw(drawn(line.width()));
    else stream.write(`${told()}\n`);
  };
  if (total > 0 && line.isSeen) say();
  return {
    advance: (failures) => {
      failed = failures;
      pace.advance();
      if (clock() - saidAt >= (line.isSeen ? DRAW_EVERY_MS : LINE_EVERY_MS)) say();
    },
    stop: () => {
      if (total > 0 && line.isSeen) say();
      line.end();
    },
  };

  function told(): string {
    const [rate, left] = [pace.rate(), timeLeft()];
    return [
      `${pace.done()} of ${total} containers`,
      ...(rate === undefined ? [] : [`${rate.toFixed(1)} a second`]),
      ...(left === undefined ? [] : [left]),
      `${failed} failed`,
    ].join(', ');
  }

  function drawn(width: number): string {
    const [rate, left] = [pace.rate(), timeLeft()];
    const text = [
      `${Math.floor((pace.done() / total) * 100)} %`,
      `${pace.done()}/${total} containers`,
      ...(rate === undefined ? [] : [`${rate.toFixed(1)}/s`]),
      ...(left === undefined ? [] : [left]),
      `${failed} failed`,
    ].join('  ');
    const room = Math.min(width - text.length - 1, LONGEST_BAR);
    return room < SHORTEST_BAR ? text.slice(0, Math.max(width, 0)) : `${bar(pace.done() / total, room)} ${text}`;
  }

  function timeLeft(): string | undefined {
    const seconds = pace.secondsLeft();
    return seconds === undefined || pace.done() === total ? undefined : `${duration(Math.ceil(seconds))} left`;
  }
}

function bar(fraction: number, length: number): string {
  const filled = Math.floor(fraction * length);
  return '█'.repeat(filled) + '░'.repeat(length - filled);
}

function duration(seconds: number): string {
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3600)];
  if (hours > 0) return `${hours} h ${minutes % 60} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}
