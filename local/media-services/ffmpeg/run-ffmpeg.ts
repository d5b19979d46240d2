import { spawn } from 'node:child_process';

/** One run of ffmpeg: in `folder`, killed when `signal` aborts; `onFrame` gets the number of images written so far. */
export interface FfmpegRun {
  readonly program: string;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onFrame?: ((frame: number) => void) | undefined;
}

export interface FfmpegResult {
  readonly code: number | null;
  /** The last characters of ffmpeg's output. */
  readonly stderr: string;
}

/** A hostile input can cause an error message for each packet. */
const maxStderrChars = 128 * 1_024;

/** The decoder gets no other variables, since the environment may contain credentials and proxies. */
const environment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(['PATH', 'Path', 'SystemRoot', 'TMPDIR'].map((name) => [name, process.env[name]]));

/**
 * Runs ffmpeg without a shell. Resolves with any exit code; rejects with the signal's reason after an abort (by SIGKILL, since
 * a decoder may hang), and when ffmpeg cannot be started.
 */
export function runFfmpeg(run: FfmpegRun, args: readonly string[]): Promise<FfmpegResult> {
  return new Promise((resolve, reject) => {
    run.signal.throwIfAborted();
    const child = spawn(run.program, ['-hide_banner', '-nostdin', '-y', ...args], {
      cwd: run.folder,
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const kill = () => child.kill('SIGKILL');
    run.signal.addEventListener('abort', kill, { once: true });

    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-maxStderrChars);
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const frame = [...text.matchAll(/frame=\s*(\d+)/g)].at(-1)?.[1];
      if (frame !== undefined) run.onFrame?.(Number(frame));
    });
    child.on('error', reject);
    child.on('close', (code, killedBy) => {
      run.signal.removeEventListener('abort', kill);
      if (run.signal.aborted) reject(run.signal.reason as Error);
      else resolve({ code, stderr: killedBy === null ? stderr : `${stderr}\nffmpeg was ended by ${killedBy}` });
    });
  });
}

/** The last lines of ffmpeg's output, short enough for a job error. */
export function ffmpegReason(stderr: string): string {
  const lines = stderr.split(/\r?\n|\r/).filter((line) => line.trim() && !/^(frame|size)=/.test(line.trim()));
  return lines.slice(-4).join('\n').slice(-1_000);
}
