import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { startChild, type Child } from './child-process.js';
import { freeStackPorts } from './free-ports.js';
import { PORTS, type Ports } from './ports.js';
import { makeSampleClip } from './sample-clip.js';

/** Everything takes some fifteen seconds; a machine for CI may be slow, but is not waited for endlessly. */
const WITHIN_MS = 180_000;
/** What is looked at of the API's answer. */
const answer = z.array(z.object({ ID: z.string(), Kind: z.string(), Height: z.number(), Url: z.string() }));
type Listed = z.infer<typeof answer>;

const WISH = { '--every': '3s', '--height': '180,360', '--sprite': '3' };

const began = Date.now();
const say = (line: string): void => {
  process.stdout.write(`smoke: ${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s  ${line}\n`);
};
const script = (name: string): string => join(process.cwd(), 'dist/local', `${name}.js`);

/** Does what a newcomer does: start everything, encode a file, look at every image, stop. Throws a sentence otherwise. */
async function main(folder: string): Promise<void> {
  const data = ['--data', join(folder, 'data')];
  const stack = await start([...data, ...portArguments(await freeStackPorts())]);
  try {
    say('npm start is up');
    const clip = join(folder, 'smoke clip.mp4');
    await makeSampleClip(clip, AbortSignal.any([]));
    say('a clip of 12 s is made');
    const listed = await encode([clip, '--video-id', 'smoke', '--json', ...data, ...Object.entries(WISH).flat()]);
    say(`it is encoded and listed: ${describe(listed)}`);
    const bytes = await Promise.all(listed.map(fetchImage));
    say(`every URL opens its image, ${bytes.reduce((sum, size) => sum + size, 0)} bytes in all`);
  } finally {
    await stack.stop();
  }
  const { exitCode, signalCode } = stack.process;
  if (exitCode !== 0)
    throw new Error(`npm start ended with ${exitCode ?? signalCode ?? 'nothing'} after SIGTERM, not with 0.`);
  say('npm start has stopped with code 0');
}

async function start(args: string[]): Promise<Child> {
  return startChild(
    { name: 'npm start', script: script('start'), args: ['--no-sample', ...args] },
    ({ line }) => line?.includes('Stillframe answers at') === true,
  );
}

function portArguments(ports: Ports): string[] {
  return (Object.keys(PORTS) as (keyof Ports)[]).flatMap((part) => [`--${PORTS[part].flag}`, String(ports[part])]);
}

/** The command prints the API's answer; of a failure, execFile's error tells what the command said of it. */
async function encode(args: string[]): Promise<Listed> {
  const { stdout } = await promisify(execFile)(process.execPath, [script('encode'), ...args]);
  return answer.parse(JSON.parse(stdout));
}

/** How many there are of each kind; throws when one is missing that was asked for. */
function describe(listed: Listed): string {
  const counts = ['Poster', 'Thumbnail', 'Sprite'].map((kind) => {
    const count = listed.filter(({ Kind }) => Kind === kind).length;
    if (count === 0) throw new Error(`The API lists no ${kind}, though one was asked for.`);
    return `${count} ${kind}`;
  });
  return counts.join(', ');
}

/** The image's size in bytes. The URL is signed, so it is not shown. */
async function fetchImage({ ID, Url }: Listed[number]): Promise<number> {
  const response = await fetch(Url);
  const type = response.headers.get('content-type') ?? 'no type';
  const { byteLength } = await response.arrayBuffer();
  if (response.status === 200 && type === 'image/jpeg' && byteLength > 0) return byteLength;
  throw new Error(`The URL of ${ID} answers ${response.status} with ${byteLength} bytes of ${type}.`);
}

function fail(error: unknown): void {
  process.stderr.write(`smoke: failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'stillframe-smoke-'));
  const tooLong = setTimeout(() => {
    fail(new Error(`not done within ${WITHIN_MS / 1000} s`));
    // What was started ends with this process.
    process.exit();
  }, WITHIN_MS);
  try {
    await work(folder);
    say('all is well');
  } finally {
    clearTimeout(tooLong);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

inFolder(main).catch(fail);
