import { RestError, type ContainerClient } from '@azure/storage-blob';
import { join } from 'node:path';
import { inputFile } from '../ffmpeg/input-arguments.js';
import { JobFailure } from '../job-error.js';

/** The input's blob: its name, where it is, and its size in bytes. */
export interface InputBlob {
  readonly name: string;
  readonly url: string;
  readonly bytes: number;
}

/** A local disk is no data centre: 50 GiB of input is a whole evening of broadcast video. */
const mostBytes = 50 * 1_024 ** 3;

const mediaExtensions =
  /\.(mp4|m4v|mov|mkv|webm|avi|mpe?g|m2v|ts|m2ts|mts|wmv|asf|flv|mxf|ogv|ogg|3gp|gif|y4m|h264|dv|mp3|m4a|aac|wav|flac)$/i;

/** A failure of storage while downloading, as the job error that it is. */
function downloadFailure(cause: unknown, what: string): JobFailure {
  const status = cause instanceof RestError ? cause.statusCode : undefined;
  const code = status === 404 || status === 403 ? 'DownloadNotAccessible' : 'DownloadTransientError';
  return new JobFailure(code, `${what} could not be read from storage.`, `storage answered ${status ?? 'nothing'}`, {
    cause,
  });
}

/** Without a named file: the largest media file of the asset, as the source of everything else in it. */
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

/** Downloads the input into the job's folder, under the one name that ffmpeg is ever told. Throws JobFailure. */
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
    if (blob.bytes > mostBytes)
      throw new JobFailure('ContentUnsupported', `The input file '${blob.name}' is too large.`);
    const client = container.getBlobClient(blob.name);
    await client.downloadToFile(join(folder, inputFile), 0, undefined, { abortSignal: signal });
    return { ...blob, url: client.url };
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof JobFailure ? error : downloadFailure(error, what);
  }
}
