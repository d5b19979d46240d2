import { sha256Hex } from './text.js';
import { wildcardMatcher } from './wildcard.js';

/** Where images lie: a storage account's name, a container, and a prefix of blob names (empty, or ending in `/`). */
export interface ImageLocation {
  account: string;
  container: string;
  prefix: string;
}

/** A storage account that the settings name, and the containers in it that may be read and signed. */
export interface AllowedAccount {
  name: string;
  /** Container names; `*` stands for any run of characters. */
  containerPatterns: readonly string[];
}

/** SHA-256 of the location: names its rows and begins the IDs of its thumbnails. */
export function locationHash(location: ImageLocation): string {
  return sha256Hex(describeLocation(location));
}

/** The location as one text, which logs have too. */
export function describeLocation({ account, container, prefix }: ImageLocation): string {
  return `${account}/${container}/${prefix}`;
}

/** Containers of the platform itself, never read whatever a pattern says. */
const NEVER = /^(\$.*|azure-webjobs-.*)$/;

/** Of a static website, and of blobs without a container: they hold people's files, and are read where a pattern is their very name. */
const BY_NAME_ALONE = ['$web', '$root'];

/** What Azure takes for the name of a container: nothing in it can lead a URL elsewhere. */
const CONTAINER = /^[a-z0-9](?:-?[a-z0-9])*$/;

/** Why a location may not be read or signed; undefined when it may. */
export function locationRefusal(location: ImageLocation, allowed: readonly AllowedAccount[]): string | undefined {
  const account = allowed.find(({ name }) => name === location.account);
  if (account === undefined) return `storage account '${location.account}' is not in the settings`;
  if (BY_NAME_ALONE.includes(location.container)) {
    if (account.containerPatterns.includes(location.container)) return undefined;
    return `container '${location.container}' is read only where a pattern of the account is its very name`;
  }
  if (NEVER.test(location.container)) return `container '${location.container}' belongs to the platform`;
  if (!CONTAINER.test(location.container))
    return `container '${location.container}' has a name that no container can have`;
  const matches = account.containerPatterns.some(
    (pattern) => wildcardMatcher(pattern)(location.container) !== undefined,
  );
  return matches ? undefined : `container '${location.container}' matches none of the account's patterns`;
}
