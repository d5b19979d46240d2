/** Says what is going on, on stderr: in place on a terminal, a line a step elsewhere. */
export interface Progress {
  step(text: string): void;
  /** Takes the last step off a terminal. */
  clear(): void;
}

export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  const startedMs = performance.now();
  const elapsed = (): string => `${((performance.now() - startedMs) / 1000).toFixed(0).padStart(3)} s  `;
  if (!stream.isTTY) {
    return {
      step: (text) => {
        stream.write(`${elapsed()}${text}\n`);
      },
      clear: () => undefined,
    };
  }
  const rewrite = (text: string): void => {
    stream.cursorTo(0);
    stream.write(text);
    stream.clearLine(1);
  };
  return {
    step: (text) => {
      rewrite(`${elapsed()}${text}`);
    },
    clear: () => {
      rewrite('');
    },
  };
}
