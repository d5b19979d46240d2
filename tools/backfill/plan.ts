import type { PresetPosition } from '../../src/domain/image-rule.js';
import { locationRefusal, type AllowedAccount } from '../../src/domain/location.js';
import { compareText, sha256Hex } from '../../src/domain/text.js';
import type { BackfillOptions } from './backfill-options.js';
import type { Position, ContainerRef } from './checkpoint.js';

/** The accounts of the run. Throws for an account that the settings do not contain. */
export function pickAccounts<Account extends AllowedAccount>(
  all: readonly Account[],
  wanted: readonly string[],
): Account[] {
  const unknown = wanted.find((name) => !all.some((account) => account.name === name));
  if (unknown !== undefined) {
    const names = all.map(({ name }) => name).join(', ');
    throw new Error(`--account: '${unknown}' is not in the settings, which name ${names}.`);
  }
  return wanted.length === 0 ? [...all] : all.filter(({ name }) => wanted.includes(name));
}

/** The settings that decide which containers are processed and to which videos they belong. */
export interface RunSettings {
  accounts: readonly AllowedAccount[];
  table: string;
  /** The Media Services account. */
  mediaServices: string | undefined;
  /** Whether marker blobs report locations. */
  hasMarkers: boolean;
  /** The contents of the map. */
  map: string | undefined;
}

/** Describes options and settings; a run continues a stopped one only where this text is the same. */
export function describeRun(
  {
    prefix,
    since,
    times,
    publish,
    singleImages,
  }: Pick<BackfillOptions, 'prefix' | 'since' | 'times' | 'publish' | 'singleImages'>,
  { accounts, table, map, ...settings }: RunSettings,
): string {
  return [
    `accounts ${accounts.map(describeAccount).join(', ')}`,
    `table ${table}`,
    `Media Services ${settings.mediaServices ?? 'left out'}`,
    ...(settings.hasMarkers ? ['with MARKER_BLOB'] : []),
    ...(singleImages ? ['--single-images'] : []),
    ...(publish ? ['--publish'] : []),
    ...(prefix === '' ? [] : [`--prefix ${prefix}`]),
    ...(since === undefined ? [] : [`--since ${since.toISOString()}`]),
    ...(times?.start === undefined ? [] : [`--start ${describePosition(times.start)}`]),
    ...(times?.every === undefined ? [] : [`--every ${describePosition(times.every)}`]),
    ...(map === undefined ? [] : [`--map with the contents ${sha256Hex(map).slice(0, 12)}`]),
  ].join('; ');
}

function describePosition(position: PresetPosition): string {
  if (position.unit === 'best') return '';
  return position.unit === 'percent' ? `${position.value}%` : `${position.value / 1000}s`;
}

function describeAccount({ name, containerPatterns }: AllowedAccount): string {
  return `${name} (${containerPatterns.join(' ')})`;
}

/** A container that no run processes, and the setting that says so. */
export interface RefusedContainer extends ContainerRef {
  reason: string;
}

/** The containers of an account that the settings allow, in an order that is the same for every run, and the others. */
export function sortContainers(
  account: AllowedAccount,
  containers: readonly string[],
): { allowed: ContainerRef[]; refused: RefusedContainer[] } {
  const allowed: ContainerRef[] = [];
  const refused: RefusedContainer[] = [];
  for (const container of containers.toSorted(compareText)) {
    const ref = { account: account.name, container };
    const refusal = locationRefusal({ ...ref, prefix: '' }, [account]);
    if (refusal === undefined) allowed.push(ref);
    else refused.push({ ...ref, reason: describeRefusal(refusal.replace(`container '${container}' `, ''), account) });
  }
  return { allowed, refused };
}

function describeRefusal(refusal: string, { name, containerPatterns }: AllowedAccount): string {
  // No setting changes that.
  if (refusal.includes('belongs to the platform')) return refusal;
  return `${refusal}; MEDIA_STORAGE_ACCOUNTS sets them, now ${name}=${containerPatterns.join('|')}`;
}

/** The containers that a run still has to process: failures of earlier runs, and those after the position. */
export function remaining(
  containers: readonly ContainerRef[],
  { last, failed }: Position,
): { retries: ContainerRef[]; pending: ContainerRef[] } {
  const accounts = [...new Set(containers.map(({ account }) => account))];
  const rank = ({ account }: ContainerRef): number => accounts.indexOf(account);
  const isPending = (ref: ContainerRef): boolean =>
    last === undefined || (rank(ref) - rank(last) || compareText(ref.container, last.container)) > 0;
  const names = new Set(failed.map(({ account, container }) => `${account}/${container}`));
  const retries = containers.filter((ref) => !isPending(ref) && names.has(`${ref.account}/${ref.container}`));
  return { retries, pending: containers.filter(isPending) };
}
