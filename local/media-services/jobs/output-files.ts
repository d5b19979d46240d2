import type { ContainerClient } from '@azure/storage-blob';
import { readFile, rm } from 'node:fs/promises';
import { JobFailure } from '../job-error.js';

/** A file of the output asset: the blob name, and the content or the local file with it. */
export interface OutputFile {
  readonly name: string;
  readonly content: { readonly path: string } | { readonly text: string };
}

/** The content types that browsers expect; a <track> needs text/vtt. */
const contentTypes: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  vtt: 'text/vtt; charset=utf-8',
  json: 'application/json',
};

const atOnce = 8;

async function upload(container: ContainerClient, { name, content }: OutputFile, signal: AbortSignal): Promise<void> {
  const body = 'path' in content ? await readFile(content.path) : Buffer.from(content.text);
  const blobContentType = contentTypes[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  await container.getBlockBlobClient(name).upload(body, body.length, {
    abortSignal: signal,
    blobHTTPHeaders: { blobContentType },
  });
  if ('path' in content) await rm(content.path, { force: true });
}

/** Uploads files to the output asset's container, and overwrites blobs of the same names. Throws JobFailure. */
export async function uploadFiles(
  container: ContainerClient,
  files: readonly OutputFile[],
  signal: AbortSignal,
  onUploaded: (count: number) => void,
): Promise<void> {
  const todo = [...files];
  async function work() {
    for (let file = todo.shift(); file; file = todo.shift()) {
      await upload(container, file, signal);
      onUploaded(files.length - todo.length);
    }
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, work));
  } catch (cause) {
    todo.length = 0;
    signal.throwIfAborted();
    const message = 'The output could not be written to storage.';
    throw new JobFailure('UploadTransientError', message, cause instanceof Error ? cause.name : message, { cause });
  }
}
