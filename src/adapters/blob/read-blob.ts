import type { ContainerClient } from '@azure/storage-blob';
import { buffer } from 'node:stream/consumers';
import { statusOf, translated } from '../azure-failure.js';
import { TRY_TIMEOUT_MS } from '../patience.js';

/** The blob's first bytes, at most `maxBytes`: what is claimed to be small need not be. One call to storage. */
export async function readStart(
  container: ContainerClient,
  name: string,
  maxBytes: number,
  timeoutMs = TRY_TIMEOUT_MS,
): Promise<Buffer> {
  const abortSignal = AbortSignal.timeout(timeoutMs);
  return translated(`blob in ${container.containerName}`, async () => {
    try {
      const { readableStreamBody } = await container.getBlobClient(name).download(0, maxBytes, { abortSignal });
      return readableStreamBody === undefined ? Buffer.alloc(0) : await buffer(readableStreamBody);
    } catch (error) {
      // No range of an empty blob exists: 416.
      if (statusOf(error) === 416) return Buffer.alloc(0);
      throw error;
    }
  });
}
