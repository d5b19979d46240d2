import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const named = z.record(z.string(), z.string().min(1));

export const hostKeysSchema = z.object({
  masterKey: z.string().min(1),
  /** Open every function of level `function`. */
  functionKeys: named,
  /** Open one extension's webhook each. */
  systemKeys: named,
  /** Keys of single functions, by function name. */
  functions: z.record(z.string(), named).default({}),
});

export type HostKeys = z.infer<typeof hostKeysSchema>;

/** The level that a key grants. */
export type KeyLevel = 'admin' | 'function' | 'system' | 'none';

export function createHostKeys(): HostKeys {
  return {
    masterKey: newKey(),
    functionKeys: { default: newKey() },
    systemKeys: { eventgrid_extension: newKey() },
    functions: {},
  };
}

function newKey(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * The highest level that a key has for a function or, when `extension` is given, for that extension's webhook.
 * Every key is compared in constant time, so that the duration reveals nothing about them.
 */
export function levelOfKey(
  keys: HostKeys,
  presented: string | undefined,
  target: { functionName?: string; extension?: string },
): KeyLevel {
  if (presented === undefined) return 'none';
  const digest = sha256(presented);
  const isOneOf = (candidates: Iterable<string>): boolean =>
    [...candidates].map((candidate) => timingSafeEqual(sha256(candidate), digest)).includes(true);

  const isMaster = isOneOf([keys.masterKey]);
  const systemKey = keys.systemKeys[`${target.extension ?? ''}_extension`];
  const isSystem = isOneOf(systemKey === undefined ? [] : [systemKey]);
  const own = target.functionName === undefined ? {} : (keys.functions[target.functionName] ?? {});
  const isFunction = isOneOf([...Object.values(keys.functionKeys), ...Object.values(own)]);
  if (isMaster) return 'admin';
  if (isSystem) return 'system';
  return isFunction ? 'function' : 'none';
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
