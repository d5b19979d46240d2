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

const mediaExtensions =
  /\.(mp4|m4v|mov|mkv|webm|avi|mpe?g|m2v|ts|m2ts|mts|wmv|asf|flv|mxf|ogv|ogg|3gp|gif|y4m|h264|dv|mp3|m4a|aac|wav|flac)$/i;

/** Converts a storage error during the download to a job failure. */
function downloadFailure(cause: unknown, what: string): JobFailure {
  const status = cause instanceof RestError ? cause.statusCode : undefined;
  const code = status === 404 || status === 403 ? 'DownloadNotAccessible' : 'DownloadTransientError';
  return new JobFailure(code, `${what} could not be read from storage.`, `storage answered ${status ?? 'nothing'}`, {
    cause,
  });
}

/** The largest media file of the asset, which is the input where the job names no file. */
async function largestMedia(
  container: ContainerClient,
  signal: AbortSignal,
): Promise<{ name: string; bytes: number } | undefined> {
  let largest: { name: string; bytes: number } | undefined;
  for await (const { name, properties } of container.listBlobsFlat({ abortSignal: signal })) {
    const bytes = properties.contentLength ?? 0;
    if (mediaExtensions.test(name) && (!largest || bytes > largest.bytes)) largest = { name, bytes };
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
    if (!blob) throw new JobFailure('DownloadNotAccessible', 'The input asset holds no media file.');
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
