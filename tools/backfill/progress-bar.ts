import { Presets, SingleBar } from 'cli-progress';

/** How far a walk is, on stderr: a bar with its rate and the time left; without a terminal a line now and then. */
export interface Progress {
  advance(failed: number): void;
  stop(): void;
}

const LINE_EVERY_MS = 10_000;
/** The time left is reckoned from so many of the last containers: sizes differ, and storage is slower at times. */
const ETA_BUFFER = 200;

export function startProgress(total: number, stream: NodeJS.WriteStream = process.stderr): Progress {
  const startedAt = performance.now();
  const rate = (done: number): string => (done / Math.max((performance.now() - startedAt) / 1000, 0.001)).toFixed(1);
  let done = 0;
  if (!stream.isTTY) {
    let saidAt = startedAt;
    return {
      advance: (failed) => {
        done += 1;
        if (performance.now() - saidAt < LINE_EVERY_MS) return;
        saidAt = performance.now();
        const left = (total - done) / Number(rate(done));
        stream.write(
          `${done} of ${total} containers, ${rate(done)} a second, ${left.toFixed(0)} s left, ${failed} failed\n`,
        );
      },
      stop: () => undefined,
    };
  }
  const format = '{bar} {percentage} %  {value}/{total} containers  {rate}/s  {eta_formatted} left  {failed} failed';
  const bar = new SingleBar({ format, stream, hideCursor: true, etaBuffer: ETA_BUFFER }, Presets.shades_classic);
  bar.start(total, 0, { rate: '-', failed: 0 });
  return {
    advance: (failed) => {
      done += 1;
      bar.update(done, { rate: rate(done), failed });
    },
    stop: () => {
      bar.stop();
    },
  };
}
