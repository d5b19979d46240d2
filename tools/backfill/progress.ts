import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import { clearLine, cursorTo } from 'node:readline';

/** The progress of a run on stderr: a bar on a terminal; elsewhere a line every ten seconds. */
export interface Progress {
  start(total: number): void;
  advance(failed: number): void;
  /** Calls `write`, whose lines may go to the same terminal, and shows the bar below them. */
  above(write: () => void): void;
  stop(): void;
}

const LINE_EVERY_MS = 10_000;
const MAX_BAR_WIDTH = 40;
/** The width of the text beside the bar. */
const TEXT_WIDTH = 60;

export function createProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? terminalBar(stream) : plainLines(stream);
}

function terminalBar(stream: NodeJS.WriteStream): Progress {
  const bars = new MultiBar(
    {
      stream,
      format: '{bar} {percentage} %  {value}/{total} containers  {eta_formatted} left  {failed} failed',
      barsize: Math.max(10, Math.min(MAX_BAR_WIDTH, stream.columns - TEXT_WIDTH)),
      // Storage is slower at times, so the time left is an average.
      etaBuffer: 200,
      // The time left is no number before the first container.
      formatTime: (seconds) => (Number.isFinite(seconds) ? duration(seconds) : '?'),
      // A killed process leaves the terminal as it was: the bar changes neither line wrapping nor the cursor.
      linewrap: true,
      // `above` clears the line, so an unchanged bar is drawn again.
      forceRedraw: true,
    },
    Presets.shades_classic,
  );
  let bar: SingleBar | undefined;
  return {
    start: (total) => {
      if (total > 0) bar = bars.create(total, 0, { failed: 0 });
    },
    advance: (failed) => {
      bar?.increment({ failed });
    },
    above: (write) => {
      if (bar === undefined) {
        write();
        return;
      }
      cursorTo(stream, 0);
      clearLine(stream, 0);
      write();
      bars.update();
    },
    stop: () => {
      if (bar !== undefined) bars.stop();
      bar = undefined;
    },
  };
}

function duration(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}

function plainLines(stream: NodeJS.WriteStream): Progress {
  const startedMs = Date.now();
  let printedMs = startedMs;
  let total = 0;
  let done = 0;
  return {
    start: (containers) => {
      total = containers;
    },
    advance: (failed) => {
      done += 1;
      const nowMs = Date.now();
      if (nowMs - printedMs < LINE_EVERY_MS) return;
      printedMs = nowMs;
      const rate = (done * 1000) / (nowMs - startedMs);
      stream.write(`${done} of ${total} containers, ${rate.toFixed(1)} a second, ${failed} failed\n`);
    },
    above: (write) => {
      write();
    },
    stop: () => undefined,
  };
}
