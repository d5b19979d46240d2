import type { RpcInvocationResponse } from '../rpc.js';

/** Below this a copy is cheaper than handing the buffer over. */
const worthTransferringBytes = 16 * 1024;

/**
 * The buffers of a response that can be handed to the host instead of copied: those that hold nothing but the body.
 * (A small Node Buffer is a view on a pool that others still read.)
 */
export function ownedBuffers(response: RpcInvocationResponse): ArrayBuffer[] {
  const http = response.returnValue?.http;
  const bytes = http?.body?.bytes;
  if (!bytes || bytes.byteLength < worthTransferringBytes) return [];
  return bytes.buffer instanceof ArrayBuffer && bytes.buffer.byteLength === bytes.byteLength ? [bytes.buffer] : [];
}
