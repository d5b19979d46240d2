import type { HostFunction } from '../../../local/functions-host/function-index.js';
import type { RpcFunctionMetadata } from '../../../local/functions-host/rpc.js';

/** A function as the app registers it; `options` go to its trigger. */
export function aRegistration(name: string, type: string, options: Record<string, unknown> = {}): RpcFunctionMetadata {
  return { name, bindings: { trigger1: { type, direction: 'in', ...options } } };
}

/** A function as the host has accepted it. */
export function aHostFunction(name: string, type: string, options: Record<string, unknown> = {}): HostFunction {
  return {
    name,
    functionId: name,
    trigger: { name: 'trigger1', type, direction: 'in', ...options },
    disabled: false,
  };
}
