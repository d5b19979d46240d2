import { sha256Hex } from './hash.js';
import { escapeRegExp } from './text.js';

/** Where images lie: a storage account's name, a container, and a prefix of blob names (empty, or ending in `/`). */
export interface Place {
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

/** SHA-256 of the place: names its rows and begins the IDs of its thumbnails. */
export function placeHash({ account, container, prefix }: Place): string {
  return sha256Hex(`${account}/${container}/${prefix}`);
}

/** The place in words, for logs. */
export function describePlace({ account, container, prefix }: Place): string {
  return `${account}/${container}/${prefix}`;
}

/** Containers of the platform itself, never read whatever a pattern says. */
const NEVER = /^(\$.*|azure-webjobs-.*)$/;

/** What Azure takes for the name of a container: nothing in it can lead a URL elsewhere. */
const CONTAINER = /^[a-z0-9](?:-?[a-z0-9])*$/;

/** Why a place may not be read or signed; undefined when it may. */
export function placeRefusal(place: Place, allowed: readonly AllowedAccount[]): string | undefined {
  const account = allowed.find(({ name }) => name === place.account);
  if (account === undefined) return `storage account '${place.account}' is not in the settings`;
  if (NEVER.test(place.container)) return `container '${place.container}' belongs to the platform`;
  if (!CONTAINER.test(place.container)) return `container '${place.container}' has a name that no container can have`;
  const matches = account.containerPatterns.some((pattern) => wildcard(pattern).test(place.container));
  return matches ? undefined : `container '${place.container}' matches none of the account's patterns`;
}

function wildcard(pattern: string): RegExp {
  return new RegExp(`^${pattern.split('*').map(escapeRegExp).join('.*')}$`);
}
