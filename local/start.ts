import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { askForThumbnails } from './ask-api.js';
import { encodeVideo } from './encode-video.js';
import { assertPortsFree } from './ports.js';
import { progressBars } from './progress-bars.js';
import { findRunning, forgetRunning, noteRunning } from './running.js';
import { makeSampleClip } from './sample-clip.js';
import { startStack, type Stack } from './stack.js';
import { readStartOptions, START_HELP, type StartOptions } from './start-options.js';
import { thumbnailTable } from './thumbnail-table.js';

const SAMPLE = { videoId: 'sample', everyMs: 2000, heights: [360], spriteColumns: undefined };
const say = (line = ''): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const options = readStartOptions(process.argv.slice(2), process.env);
  if (options === 'help') {
    say(START_HELP);
    return;
  }
  const { dataFolder, ports, auth } = options;
  await mkdir(dataFolder, { recursive: true });
  const other = await findRunning(dataFolder);
  if (other !== undefined)
    throw new Error(`Stillframe runs on this folder already (process ${other.pid}, ${other.apiUrl}).`);
  await assertPortsFree(ports);

  const stopAsked = stopSignal();
  say('Starting storage, functions and the encoder …');
  // While bars are drawn, a line in between would spoil them.
  let isQuiet = true;
  const stack = await startStack({
    ...options,
    onLine: (part, line) => {
      if (options.verbose || isWorthShowing(part, line, isQuiet)) say(`${part.padEnd(9)} ${line}`);
    },
  });
  try {
    await noteRunning(dataFolder, { pid: process.pid, apiUrl: stack.apiUrl, encoderUrl: stack.encoderUrl, auth });
    const ended = stack.partEnded.then((part) => `${part} has ended; so does the rest.`);
    const failed = await Promise.race([welcome(stack, options).then(() => void (isQuiet = false)), ended, stopAsked]);
    const reason = failed ?? (await Promise.race([ended, stopAsked]));
    if (reason !== STOP) throw new Error(reason);
    say('Stopping …');
  } finally {
    await stack.stop();
    await forgetRunning(dataFolder);
  }
  say(`Stopped. What was recorded is in ${relative('', dataFolder)}/ for the next start.`);
}

const STOP = 'stop';

/** The first Ctrl-C or SIGTERM stops cleanly. npm passes on what the terminal has sent already, so more of them mean nothing. */
function stopSignal(): Promise<typeof STOP> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        resolve(STOP);
      });
  });
}

/** Encodes the sample video when none is known, and tells what to try. */
async function welcome(stack: Stack, { dataFolder, sample }: StartOptions): Promise<void> {
  const first = sample && !(await stack.hasVideos());
  if (first) {
    say('No video is known yet: making a short clip and encoding it …');
    const file = join(dataFolder, 'sample.mp4');
    await makeSampleClip(file);
    const bars = progressBars(process.stdout);
    try {
      await encodeVideo(stack.encoderUrl, { ...SAMPLE, file }, bars);
    } finally {
      bars.stop();
    }
    const { request, thumbnails } = await askForThumbnails(stack, SAMPLE.videoId, 60_000);
    const [example] = thumbnails;
    say(`\nTry it:\n\n  curl ${request}\n\nIt answers ${thumbnails.length} thumbnails:\n`);
    say(thumbnailTable(thumbnails));
    say(`\nThe first of them, whole:\n\n${JSON.stringify(example, null, 2)}`);
  }
  say(`\nStillframe answers at ${stack.apiUrl}/api/Videos/{id}/Thumbnails`);
  say('Encode your own video in another terminal: npm run encode -- FILE --video-id my-video');
  say('Ctrl-C stops everything.');
}

/** What went wrong, and what was recorded. */
function isWorthShowing(part: string, line: string, isQuiet: boolean): boolean {
  if (part === 'encoder') return /\berror\b|gave up|dead/i.test(line);
  return (
    part === 'functions' &&
    (/^\[(warn|error)/.test(line) || (!isQuiet && /"manifest-recorded".*"(created|replaced)"/.test(line)))
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
