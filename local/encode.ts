import { listThumbnails, videoUrl, waitForThumbnails, type Api, type ListedThumbnail } from './ask-api.js';
import { dataOption } from './data-option.js';
import { checkInput, fullDisk } from './encode-input.js';
import { ENCODE_HELP, readEncodeOptions, type EncodeOptions } from './encode-options.js';
import { encodeVideo } from './encode-video.js';
import { endWithNpm } from './end-with-npm.js';
import { errorText, printError } from './print-error.js';
import { printableLines } from './printable.js';
import { createProgressBars } from './progress-bars.js';
import { removeImagesUntil } from './replace-images.js';
import { findRunning, type Running } from './running.js';
import { readKeys } from './stack.js';
import { thumbnailTable } from './thumbnail-table.js';

/** Event Grid's first retry comes after ten seconds, so this allows for one failed delivery. */
const LISTING_TIMEOUT_MS = 30_000;
const HELP_COMMAND = 'npm run encode -- --help';

async function main(): Promise<void> {
  endWithNpm();
  const options = readEncodeOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(ENCODE_HELP);
    return;
  }
  const { file, videoId, dataFolder } = options;
  const bytes = await checkInput(file);
  const running = await findRunning(dataFolder);
  if (running === undefined) throw new Error(notRunning(dataFolder));
  // Storage and the encoder each keep a copy.
  const full = await fullDisk(dataFolder, 2 * bytes);
  if (full !== undefined) throw new Error(full);
  const keys = running.auth ? await readKeys(dataFolder) : undefined;
  const headers: Record<string, string> = keys === undefined ? {} : { 'x-functions-key': keys.function };

  const stopped = new AbortController();
  process.once('SIGINT', () => {
    stopped.abort();
  });
  const api = { apiUrl: running.apiUrl, headers };
  try {
    await encodeAndShow(running, api, options, stopped.signal);
  } catch (error) {
    if (stopped.signal.aborted) {
      const address = videoUrl(api, videoId, 'Thumbnails');
      throw new Error(`Stopped waiting. If the job had begun, it goes on: ask for ${address}`, { cause: error });
    }
    const why = await fullDisk(dataFolder, 0);
    if (why !== undefined) throw new Error(`${errorText(error, HELP_COMMAND)}\n${why}`, { cause: error });
    if ((await findRunning(dataFolder)) !== undefined) throw error;
    const text = 'Stillframe was stopped meanwhile. Start it again (npm start): a job that had begun goes on.';
    throw new Error(text, { cause: error });
  }
}

async function encodeAndShow(running: Running, api: Api, options: EncodeOptions, signal: AbortSignal): Promise<void> {
  const { videoId, replace } = options;
  const startedAt = new Date();
  const had = (await listThumbnails(api, videoId, { signal })).thumbnails.length;
  const bars = createProgressBars();
  let asset: string;
  try {
    asset = await encodeVideo(running.encoderUrl, options, bars, signal);
  } finally {
    bars.stop();
  }
  const isOwn = ({ Asset }: ListedThumbnail): boolean => Asset === asset;
  const waitUntil = (isThere: (listed: readonly ListedThumbnail[]) => boolean) =>
    waitForThumbnails(api, videoId, LISTING_TIMEOUT_MS, signal, { query: '?expand=details', isThere });
  const { request, thumbnails } = await waitUntil((listed) => listed.some(isOwn));
  if (replace && had > 0) {
    await removeImagesUntil(running.connectionString, videoId, startedAt);
    // The API keeps what it has read for some seconds.
    const removed = new Set(thumbnails.filter((one) => !isOwn(one)).map(({ ID }) => ID));
    await waitUntil((listed) => listed.some(isOwn) && !listed.some(({ ID }) => removed.has(ID)));
  }
  const own = thumbnails.filter(isOwn);
  if (options.json) {
    const { thumbnails: answered } = await listThumbnails(api, videoId, { signal });
    process.stdout.write(`${printableLines(JSON.stringify(answered, null, 2))}\n`);
    return;
  }
  const page = `${videoUrl(api, videoId, 'ContactSheet')}${running.auth ? '?code=KEY' : ''}`;
  const lines = [`GET ${request}`, thumbnailTable(own), outcome(own.length, had, replace), `Contact sheet: ${page}`];
  process.stdout.write(printableLines(`\n${lines.join('\n\n')}\n`));
}

function outcome(added: number, had: number, replaced: boolean): string {
  if (had === 0) return `The video has ${counted(added)}.`;
  if (replaced) return `${counted(added)} took the place of ${had}, whose files stay in storage.`;
  return `This adds ${counted(added)} to a video that has ${had}. With --replace the new ones take the place of the others.`;
}

function counted(images: number): string {
  return `${images} image${images === 1 ? '' : 's'}`;
}

function notRunning(dataFolder: string): string {
  const option = dataOption(dataFolder);
  const data = option === '' ? ' (if it was started with --data, give the same here)' : ` --${option}`;
  return `Stillframe does not run here. Start it in another terminal: npm start${data}`;
}

main().catch((error: unknown) => {
  printError(error, HELP_COMMAND);
});
