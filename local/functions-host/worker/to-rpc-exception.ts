import { inspect } from 'node:util';
import type { RpcException } from '../rpc.js';

/** Converts a thrown value to text; apps may throw anything. */
export function toRpcException(thrown: unknown): RpcException {
  if (thrown instanceof Error) return { message: thrown.message, stack: withCauses(thrown) };
  return { message: typeof thrown === 'string' ? thrown : inspect(thrown, { depth: 3 }) };
}

function withCauses(error: Error): string {
  const own = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause instanceof Error && !own.includes(error.cause.message)
    ? `${own}\n[cause] ${withCauses(error.cause)}`
    : own;
}
