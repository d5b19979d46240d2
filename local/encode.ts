import { stat } from 'node:fs/promises';
import { askForThumbnails } from './ask-api.js';
import { ENCODE_HELP, readEncodeOptions } from './encode-options.js';
import { encodeVideo } from './encode-video.js';
import { progressBars } from './progress-bars.js';
import { findRunning } from './running.js';
import { readKeys } from './stack.js';
import { thumbnailTable } from './thumbnail-table.js';

/** Redeliveries of Event Grid begin after ten seconds; twice that is enough for one that went wrong. */
const LISTED_WITHIN_MS = 30_000;

async function main(): Promise<void> {
  const options = readEncodeOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(ENCODE_HELP);
    return;
  }
  const file = await stat(options.file).catch(() => undefined);
  if (file?.isFile() !== true) throw new Error(`There is no file ${options.file}.`);
  const running = await findRunning(options.dataFolder);
  if (running === undefined) throw new Error('Stillframe does not run here. Start it in another terminal: npm start');
  const keys = running.auth ? await readKeys(options.dataFolder) : undefined;
  const headers: Record<string, string> = keys === undefined ? {} : { 'x-functions-key': keys.function };

  const bars = progressBars();
  try {
    await encodeVideo(running.encoderUrl, options, bars);
  } finally {
    bars.stop();
  }
  const { request, thumbnails } = await askForThumbnails(
    { apiUrl: running.apiUrl, headers },
    options.videoId,
    LISTED_WITHIN_MS,
  );
  if (options.json) process.stdout.write(`${JSON.stringify(thumbnails, null, 2)}\n`);
  else process.stdout.write(`\nGET ${request}\n\n${thumbnailTable(thumbnails)}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
