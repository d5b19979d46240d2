import { join, relative } from 'node:path';
import { waitForThumbnails, isProcessing } from './ask-api.js';
import { encodeVideo } from './encode-video.js';
import { dataOption } from './data-option.js';
import { createProgressBars } from './progress-bars.js';
import { makeSampleClip } from './sample-clip.js';
import type { Stack } from './stack.js';
import type { StartOptions } from './start-options.js';
import { thumbnailTable } from './thumbnail-table.js';

/** Fixed names, so that the start after an interrupted one continues with the same sample. */
const SAMPLE = { run: 'sample', videoId: 'sample', everyMs: 2000, heights: [360], spriteColumns: undefined };
const RECORDING_TIMEOUT_MS = 60_000;

/** Encodes the sample video when no video is recorded, and prints what to try next. Rejects when `signal` aborts. */
export async function welcome(
  stack: Stack,
  { dataFolder, sample, auth }: StartOptions,
  signal: AbortSignal,
  print: (line: string) => void,
): Promise<void> {
  if (sample && (!(await stack.hasVideos()) || (await isProcessing(stack, SAMPLE.videoId)))) {
    try {
      await showSample(stack, dataFolder, signal, print);
    } catch (error) {
      signal.throwIfAborted();
      // The service works without the sample.
      print(`The sample could not be made: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const folder = relative('', dataFolder);
  print(`\nStillframe answers at ${stack.apiUrl}/api/Videos/{id}/Thumbnails`);
  print(`Look at a video in a browser: ${stack.apiUrl}/`);
  if (auth)
    print(`Function keys are checked: send functionKeys.default of ${join(folder, 'keys.json')} as x-functions-key.`);
  print(
    `Encode your own video in another terminal: npm run encode -- FILE --video-id my-video${dataOption(dataFolder)}`,
  );
  print('Ctrl-C stops everything.');
}

async function showSample(
  stack: Stack,
  dataFolder: string,
  signal: AbortSignal,
  print: (line: string) => void,
): Promise<void> {
  print('No video is recorded yet: encoding a short sample clip …');
  const file = join(dataFolder, 'sample.mp4');
  await makeSampleClip(file, signal);
  const bars = createProgressBars(process.stdout);
  try {
    await encodeVideo(stack.encoderUrl, { ...SAMPLE, file }, bars, signal);
  } finally {
    bars.stop();
  }
  const { request, thumbnails } = await waitForThumbnails(stack, SAMPLE.videoId, RECORDING_TIMEOUT_MS, signal);
  const key = Object.keys(stack.headers).length === 0 ? '' : '-H "x-functions-key: KEY" ';
  print(`\nTry it:\n\n  curl ${key}${request}\n\nIt answers ${thumbnails.length} thumbnails:\n`);
  print(thumbnailTable(thumbnails));
  print(`\nAll of them on a page: ${request.replace(/Thumbnails$/, 'ContactSheet')}`);
  print(`\nThe first of them, whole:\n\n${JSON.stringify(thumbnails[0], null, 2)}`);
}
