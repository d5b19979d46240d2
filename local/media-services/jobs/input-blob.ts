import { RestError, type ContainerClient } from '@azure/storage-blob';
import { join } from 'node:path';
import { inputFile } from '../ffmpeg/input-arguments.js';
import { JobFailure } from '../job-error.js';

/** The blob of the input. */
export interface InputBlob {
  readonly name: string;
  readonly url: string;
  readonly bytes: number;
}

/** 50 GiB: the input is downloaded to a local disk. */
const maxBytes = 50 * 1_024 ** 3;

/** The documented containers of Media Services' encoder, and what else ffmpeg reads: by name, since an asset may hold more. */
const mediaExtensions = new RegExp(
  `\\.(${[
    'mp4|m4[av]|f4v|is?m[va]|mov|qt|3g(p|2|pp|pp2)|mkv|webm|avi|divx|flv|wmv|asf|dvr-ms|wtv|mpe?g|m2v|ps|vob|m?ts|m2ts|mxf|gxf',
    'og[vg]|gif|y4m|h26[45]|hevc|dv|ivf|nut|rm|mp3|aac|wav|flac|wma|aiff?|amr|ac3|caf',
  ].join('|')})$`,
  'i',
);

/** Converts a storage error during the download to a job failure. */
function downloadFailure(cause: unknown, what: string): JobFailure {
  const status = cause instanceof RestError ? cause.statusCode : undefined;
  const code = status === 404 || status === 403 ? 'DownloadNotAccessible' : 'DownloadTransientError';
  return new JobFailure(code, `${what} could not be read from storage.`, `storage answered ${status ?? 'nothing'}`, {
    cause,
  });
}

/** The input where the job names no file: the asset's largest media file, or where no name tells, its largest blob. */
async function largestMedia(
  container: ContainerClient,
  signal: AbortSignal,
): Promise<{ name: string; bytes: number } | undefined> {
  let largest: { name: string; bytes: number; isMedia: boolean } | undefined;
  for await (const { name, properties } of container.listBlobsFlat({ abortSignal: signal })) {
    const blob = { name, bytes: properties.contentLength ?? 0, isMedia: mediaExtensions.test(name) };
    const isLarger = !largest || (blob.isMedia === largest.isMedia ? blob.bytes > largest.bytes : blob.isMedia);
    if (isLarger) largest = blob;
  }
  return largest;
}

async function choose(container: ContainerClient, named: string | undefined, signal: AbortSignal) {
  if (named === undefined) return largestMedia(container, signal);
  const { contentLength = 0 } = await container.getBlobClient(named).getProperties({ abortSignal: signal });
  return { name: named, bytes: contentLength };
}

/** Downloads the input into the job's folder under its fixed name. Throws JobFailure. */
export async function fetchInput(
  container: ContainerClient,
  named: string | undefined,
  folder: string,
  signal: AbortSignal,
): Promise<InputBlob> {
  const what = named === undefined ? 'The input asset' : `The input file '${named}'`;
  try {
    const blob = await choose(container, named, signal);
    if (!blob) throw new JobFailure('DownloadNotAccessible', 'The input asset holds no file.');
    if (blob.bytes === 0) throw new JobFailure('ContentMalformed', `The input file '${blob.name}' is empty.`);
    if (blob.bytes > maxBytes)
      throw new JobFailure('ContentUnsupported', `The input file '${blob.name}' is too large.`);
    const client = container.getBlobClient(blob.name);
    await client.downloadToFile(join(folder, inputFile), 0, undefined, { abortSignal: signal });
    return { ...blob, url: client.url };
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof JobFailure ? error : downloadFailure(error, what);
  }
}
