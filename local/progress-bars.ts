import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import type { EncodeProgress } from './encode-video.js';
import { printableLines } from './printable.js';

interface StoppableProgress extends EncodeProgress {
  stop(): void;
}

/** Draws progress bars on a terminal; elsewhere it prints a line for each step, and warnings as JSON. */
export function createProgressBars(stream: NodeJS.WriteStream = process.stderr): StoppableProgress {
  return stream.isTTY ? terminalBars(stream) : plainLines(stream);
}

function terminalBars(stream: NodeJS.WriteStream): StoppableProgress {
  const format = '{step} {bar} {percentage} %  {note}';
  const bars = new MultiBar(
    { format, stream, hideCursor: true, clearOnComplete: false, barsize: 30 },
    Presets.shades_classic,
  );
  let uploading: SingleBar | undefined;
  let encoding: SingleBar | undefined;
  const warnings: string[] = [];
  return {
    uploading: (fraction, bytes) => {
      uploading ??= bars.create(100, 0, { step: 'uploading', note: fileSize(bytes) });
      uploading.update(Math.floor(fraction * 100));
    },
    encoding: (fraction, state) => {
      encoding ??= bars.create(100, 0, { step: 'encoding ', note: '' });
      encoding.update(Math.floor(state === 'Finished' ? 100 : fraction * 100), { note: state });
    },
    warning: (text) => {
      warnings.push(text);
    },
    stop: () => {
      bars.stop();
      for (const text of warnings) stream.write(`${printableLines(`Warning: ${text}`)}\n`);
    },
  };
}

function plainLines(stream: NodeJS.WriteStream): StoppableProgress {
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
    warning: (message) => {
      print(JSON.stringify({ level: 'warn', message }));
    },
    stop: () => undefined,
  };
}

export function fileSize(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
