import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import type { EncodeProgress } from './encode-video.js';

/** Draws progress bars on a terminal; elsewhere it prints a line for each step. */
export function createProgressBars(stream: NodeJS.WriteStream = process.stderr): EncodeProgress & { stop(): void } {
  return stream.isTTY ? terminalBars(stream) : plainLines(stream);
}

function terminalBars(stream: NodeJS.WriteStream): EncodeProgress & { stop(): void } {
  const format = '{step} {bar} {percentage} %  {note}';
  const bars = new MultiBar(
    { format, stream, hideCursor: true, clearOnComplete: false, barsize: 30 },
    Presets.shades_classic,
  );
  let uploading: SingleBar | undefined;
  let encoding: SingleBar | undefined;
  return {
    uploading: (fraction, bytes) => {
      uploading ??= bars.create(100, 0, { step: 'uploading', note: fileSize(bytes) });
      uploading.update(Math.floor(fraction * 100));
    },
    encoding: (fraction, state) => {
      encoding ??= bars.create(100, 0, { step: 'encoding ', note: '' });
      encoding.update(Math.floor(state === 'Finished' ? 100 : fraction * 100), { note: state });
    },
    stop: () => {
      bars.stop();
    },
  };
}

function plainLines(stream: NodeJS.WriteStream): EncodeProgress & { stop(): void } {
  let last = '';
  const print = (line: string): void => {
    if (line !== last) stream.write(`${line}\n`);
    last = line;
  };
  return {
    uploading: (fraction, bytes) => {
      if (fraction === 0 || fraction === 1) print(`uploading ${fileSize(bytes)}: ${fraction * 100} %`);
    },
    encoding: (_, state) => {
      print(`encoding: ${state}`);
    },
    stop: () => undefined,
  };
}

export function fileSize(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
