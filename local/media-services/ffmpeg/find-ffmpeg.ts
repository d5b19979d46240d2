import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join, resolve } from 'node:path';

const isRunnable = (file: string) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The npm package throws at import where it has no binary for the platform. */
function fromNpm(): string | undefined {
  try {
    const installed: unknown = createRequire(resolve('package.json'))('@ffmpeg-installer/ffmpeg');
    return (installed as { path: string }).path;
  } catch {
    return undefined;
  }
}

/**
 * `FFMPEG_PATH`, else the ffmpeg on the PATH, else the one from npm: a build of 2018, for development only.
 * Throws an error that says what to install when there is none.
 */
export function findFfmpeg(env: Readonly<Record<string, string | undefined>>): string {
  const named = env['FFMPEG_PATH'];
  if (named) {
    if (isRunnable(named)) return named;
    throw new Error(`FFMPEG_PATH is '${named}', which is not a program that can be run`);
  }
  const program = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter(Boolean);
  const found = folders.map((folder) => join(folder, program)).find(isRunnable) ?? fromNpm();
  if (found) return found;
  throw new Error('no ffmpeg: install it, name it in FFMPEG_PATH, or run npm install with optional dependencies');
}
