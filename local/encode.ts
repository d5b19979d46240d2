import { stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { waitForThumbnails, type Listed } from './ask-api.js';
import { ENCODE_HELP, readEncodeOptions, type EncodeOptions } from './encode-options.js';
import { encodeVideo } from './encode-video.js';
import { endWithNpm } from './end-with-npm.js';
import { createProgressBars } from './progress-bars.js';
import { findRunning } from './running.js';
import { printError } from './print-error.js';
import { printableLines } from './printable.js';
import { readKeys } from './stack.js';
import { thumbnailTable } from './thumbnail-table.js';

/** Event Grid's first retry comes after ten seconds, so this allows for one failed delivery. */
const LISTING_TIMEOUT_MS = 30_000;

async function main(): Promise<void> {
  endWithNpm();
  const options = readEncodeOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(ENCODE_HELP);
    return;
  }
  const file = await stat(options.file).catch(() => undefined);
  if (file?.isFile() !== true) throw new Error(`There is no file ${options.file}.`);
  const running = await findRunning(options.dataFolder);
  if (running === undefined) throw new Error(notRunning(options.dataFolder));
  const keys = running.auth ? await readKeys(options.dataFolder) : undefined;
  const headers: Record<string, string> = keys === undefined ? {} : { 'x-functions-key': keys.function };

  const stopped = new AbortController();
  process.once('SIGINT', () => {
    stopped.abort();
  });
  const api = { apiUrl: running.apiUrl, headers };
  const { request, thumbnails } = await encodeAndList(running.encoderUrl, api, options, stopped.signal).catch(
    async (error: unknown) => {
      if (stopped.signal.aborted) {
        const address = `${api.apiUrl}/api/Videos/${encodeURIComponent(options.videoId)}/Thumbnails`;
        throw new Error(`Stopped waiting. If the job had begun, it goes on: ask for ${address}`);
      }
      if ((await findRunning(options.dataFolder)) !== undefined) throw error;
      throw new Error('Stillframe was stopped meanwhile. Start it again (npm start): a job that had begun goes on.');
    },
  );
  if (options.json) process.stdout.write(`${printableLines(JSON.stringify(thumbnails, null, 2))}\n`);
  else process.stdout.write(printableLines(`\nGET ${request}\n\n${thumbnailTable(thumbnails)}\n`));
}

async function encodeAndList(
  encoderUrl: string,
  api: { apiUrl: string; headers: Record<string, string> },
  options: EncodeOptions,
  signal: AbortSignal,
): Promise<Listed> {
  const bars = createProgressBars();
  try {
    await encodeVideo(encoderUrl, options, bars, signal);
  } finally {
    bars.stop();
  }
  return waitForThumbnails(api, options.videoId, LISTING_TIMEOUT_MS, signal);
}

function notRunning(dataFolder: string): string {
  const where = relative('', dataFolder);
  const data = where === '.stillframe' ? ' (if it was started with --data, give the same here)' : ` -- --data ${where}`;
  return `Stillframe does not run here. Start it in another terminal: npm start${data}`;
}

main().catch((error: unknown) => {
  printError(error, 'npm run encode -- --help');
});
