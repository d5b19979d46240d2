import { join, relative } from 'node:path';
import { askForThumbnails, isUnderWay } from './ask-api.js';
import { encodeVideo } from './encode-video.js';
import { progressBars } from './progress-bars.js';
import { makeSampleClip } from './sample-clip.js';
import type { Stack } from './stack.js';
import type { StartOptions } from './start-options.js';
import { thumbnailTable } from './thumbnail-table.js';

/** Its names are fixed: a start that was interrupted is taken up again, and makes no second sample. */
const SAMPLE = { run: 'sample', videoId: 'sample', everyMs: 2000, heights: [360], spriteColumns: undefined };
const RECORDED_WITHIN_MS = 60_000;

/** Encodes the sample video when none is known, and tells what to try. Ends early, with an error, when `signal` aborts. */
export async function welcome(
  stack: Stack,
  { dataFolder, sample, auth }: StartOptions,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<void> {
  if (sample && (!(await stack.hasVideos()) || (await isUnderWay(stack, SAMPLE.videoId)))) {
    try {
      await showSample(stack, dataFolder, signal, say);
    } catch (error) {
      signal.throwIfAborted();
      // The service is up all the same.
      say(`The sample could not be made: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const folder = relative('', dataFolder);
  const data = folder === '.stillframe' ? '' : ` --data ${folder}`;
  say(`\nStillframe answers at ${stack.apiUrl}/api/Videos/{id}/Thumbnails`);
  if (auth)
    say(`Function keys are checked: send functionKeys.default of ${join(folder, 'keys.json')} as x-functions-key.`);
  say(`Encode your own video in another terminal: npm run encode -- FILE --video-id my-video${data}`);
  say('Ctrl-C stops everything.');
}

async function showSample(
  stack: Stack,
  dataFolder: string,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<void> {
  say('No video is known yet: making a short clip and encoding it …');
  const file = join(dataFolder, 'sample.mp4');
  await makeSampleClip(file, signal);
  const bars = progressBars(process.stdout);
  try {
    await encodeVideo(stack.encoderUrl, { ...SAMPLE, file }, bars, signal);
  } finally {
    bars.stop();
  }
  const { request, thumbnails } = await askForThumbnails(stack, SAMPLE.videoId, RECORDED_WITHIN_MS, signal);
  const key = Object.keys(stack.headers).length === 0 ? '' : '-H "x-functions-key: KEY" ';
  say(`\nTry it:\n\n  curl ${key}${request}\n\nIt answers ${thumbnails.length} thumbnails:\n`);
  say(thumbnailTable(thumbnails));
  say(`\nThe first of them, whole:\n\n${JSON.stringify(thumbnails[0], null, 2)}`);
}
