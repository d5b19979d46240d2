import { spawn } from 'node:child_process';
import type { Ffmpeg } from './find-ffmpeg.js';

/** One run of ffmpeg: in `folder`, killed when `signal` aborts; `onFrame` gets the number of images written so far. */
export interface FfmpegRun extends Ffmpeg {
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onFrame?: ((frame: number) => void) | undefined;
}

export interface FfmpegResult {
  readonly code: number | null;
  /** The last lines that the program wrote about errors, short enough for a job error. */
  readonly reason: string;
}

/** A hostile input can cause an error message for each packet. */
const maxStderrChars = 16 * 1_024;

/**
 * The decoder gets no other variables, since the environment may contain credentials and proxies. npm's ffprobe is linked
 * statically: it crashes on transport streams when it loads the character sets of the machine's glibc, so it must find none.
 */
const environment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(['PATH', 'Path', 'SystemRoot', 'TMPDIR'].map((name) => [name, process.env[name]])),
  GCONV_PATH: 'none',
});

/** Without `file:input`, the encoder's own name of the input, which callers do not know. */
const lastLines = (stderr: string) =>
  stderr
    .split(/[\r\n]+/)
    .filter((line) => line.trim())
    .slice(-4)
    .join('\n')
    .replaceAll(/file:input(: )?|\[[^\]\n]{1,200} @ 0x[0-9a-f]+\] /g, '')
    .slice(-1_000);

/**
 * Runs a program without a shell. Resolves with any exit code; rejects with the signal's reason after an abort (by SIGKILL,
 * since a decoder may hang), and when the program cannot be started.
 */
function runProgram(
  program: string,
  args: readonly string[],
  { folder, signal }: FfmpegRun,
  onText: (text: string) => void,
): Promise<FfmpegResult> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = spawn(program, ['-hide_banner', '-v', 'error', ...args], {
      cwd: folder,
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const kill = () => child.kill('SIGKILL');
    signal.addEventListener('abort', kill, { once: true });

    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-maxStderrChars);
    });
    child.stdout.setEncoding('utf8').on('data', onText);
    child.on('error', reject);
    child.on('close', (code, killedBy) => {
      signal.removeEventListener('abort', kill);
      if (signal.aborted) reject(signal.reason as Error);
      else resolve({ code, reason: lastLines(killedBy === null ? stderr : `${stderr}\nended by ${killedBy}`) });
    });
  });
}

export function runFfmpeg(run: FfmpegRun, args: readonly string[]): Promise<FfmpegResult> {
  return runProgram(run.ffmpeg, ['-nostdin', '-y', '-progress', 'pipe:1', ...args], run, (text) => {
    const frame = [...text.matchAll(/^frame=\s*(\d+)/gm)].at(-1)?.[1];
    if (frame !== undefined) run.onFrame?.(Number(frame));
  });
}

/** `onLine` gets each line of ffprobe's output. */
export async function runFfprobe(
  run: FfmpegRun,
  args: readonly string[],
  onLine: (line: string) => void,
): Promise<FfmpegResult> {
  let rest = '';
  const result = await runProgram(run.ffprobe, args, run, (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  });
  if (rest) onLine(rest);
  return result;
}
