import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, resolve } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** The programs that the encoder runs: one decodes, the other describes a file as JSON. */
export interface Ffmpeg {
  readonly ffmpeg: string;
  readonly ffprobe: string;
}

const isRunnable = (file: string) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The npm packages throw at import where they have no binary for the platform. */
function fromNpm(name: string): string | undefined {
  try {
    const installed: unknown = createRequire(resolve('package.json'))(`@${name}-installer/${name}`);
    return (installed as { path: string }).path;
  } catch {
    return undefined;
  }
}

/** `…_PATH`, else the program in one of the folders, else the one from npm. Throws an error that says what to install. */
function find(name: 'ffmpeg' | 'ffprobe', env: Environment, folders: readonly string[]): string {
  const variable = `${name.toUpperCase()}_PATH`;
  const named = env[variable];
  if (named) {
    // Jobs run it in folders of their own.
    if (isRunnable(named)) return resolve(named);
    throw new Error(`${variable} is '${named}', which is not a program that can be run`);
  }
  const program = process.platform === 'win32' ? `${name}.exe` : name;
  const found = folders.map((folder) => join(folder, program)).find(isRunnable) ?? fromNpm(name);
  if (found) return found;
  throw new Error(`no ${name}: install it, name it in ${variable}, or run npm install with optional dependencies`);
}

const pathOf = (env: Environment) => (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter(Boolean);

/** `FFMPEG_PATH`, else the ffmpeg on the PATH, else the one from npm: a build of 2018, for development only. */
export const findFfmpeg = (env: Environment): string => find('ffmpeg', env, pathOf(env));

/** `FFPROBE_PATH`, else the ffprobe beside the ffmpeg, else the one on the PATH, else the one from npm. */
export const findFfprobe = (env: Environment, ffmpeg: string): string =>
  find('ffprobe', env, [dirname(ffmpeg), ...pathOf(env)]);

/** The path of a program and its version, for people. */
export function describeProgram(program: string): string {
  const text = execFileSync(program, ['-version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return `${program} (${text.split(' ')[2] ?? 'unknown version'})`;
}
