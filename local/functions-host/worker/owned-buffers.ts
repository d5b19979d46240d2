import type { RpcInvocationResponse } from '../rpc.js';

/** Copying smaller buffers is cheaper than transferring them. */
const worthTransferringBytes = 16 * 1024;

/**
 * The buffers of a response that can be transferred to the host: those that contain only the body. (A small Node Buffer is
 * a view on a shared pool.)
 */
export function ownedBuffers(response: RpcInvocationResponse): ArrayBuffer[] {
  const http = response.returnValue?.http;
  const bytes = http?.body?.bytes;
  if (!bytes || bytes.byteLength < worthTransferringBytes) return [];
  return bytes.buffer instanceof ArrayBuffer && bytes.buffer.byteLength === bytes.byteLength ? [bytes.buffer] : [];
}
