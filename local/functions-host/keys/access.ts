import { levelOfKey, type HostKeys, type KeyLevel } from './host-keys.js';

/** The required access: an HTTP function's `authLevel`, or the key of an extension's webhook. */
export type RequiredLevel = 'anonymous' | 'function' | 'admin' | { extension: string };

export interface Access {
  /** Whether the caller's key grants `required`. Always true when key checks are off. */
  isOpen(required: RequiredLevel, credential: Credential, functionName?: string): boolean;
  /** Whether the caller has the master key. Always false when key checks are off. */
  isAdmin(credential: Credential): boolean;
}

export interface Credential {
  header: string | string[] | undefined;
  /** The raw query string, without the question mark. */
  query: string;
}

/** Key checks off, as with Core Tools without `--enableAuth`. */
export const openAccess: Access = { isOpen: () => true, isAdmin: () => false };

export function createKeyedAccess(keys: HostKeys): Access {
  const level = (credential: Credential, target: Parameters<typeof levelOfKey>[2]): KeyLevel =>
    levelOfKey(keys, presentedKey(credential), target);
  return {
    isOpen(required, credential, functionName) {
      if (required === 'anonymous') return true; // Even with a wrong key.
      const target = typeof required === 'object' ? required : functionName === undefined ? {} : { functionName };
      const actual = level(credential, target);
      if (actual === 'admin') return true;
      return typeof required === 'object' ? actual === 'system' : actual === required;
    },
    isAdmin: (credential) => level(credential, {}) === 'admin',
  };
}

/** The header takes precedence over `?code=`, even when it is wrong. */
function presentedKey({ header, query }: Credential): string | undefined {
  if (header !== undefined && header !== '') return Array.isArray(header) ? header[0] : header;
  return new URLSearchParams(query).get('code') ?? undefined;
}
