import { sha256Hex } from '../../src/domain/hash.js';
import { locationRefusal, type AllowedAccount } from '../../src/domain/location.js';
import { compareText } from '../../src/domain/text.js';
import type { BackfillOptions } from './backfill-options.js';
import type { Position, Stop } from './checkpoint.js';

/** The accounts to walk. Throws a sentence for one that the settings do not name. */
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

/** What decides which containers are visited and whose they are, beside the options. */
export interface RunSettings {
  accounts: readonly AllowedAccount[];
  table: string;
  /** The service that names videos. */
  mediaServices: string | undefined;
  /** Whether marker blobs tell of locations. */
  hasMarkers: boolean;
  /** The contents of the map. */
  map: string | undefined;
}

/** What this run asks for, in words: a run that was stopped is taken up by one that asks for the same. */
export function describeRun(
  { prefix, since, publish }: Pick<BackfillOptions, 'prefix' | 'since' | 'publish'>,
  { accounts, table, map, ...settings }: RunSettings,
): string {
  return [
    `accounts ${accounts.map(describeAccount).join(', ')}`,
    `table ${table}`,
    `Media Services ${settings.mediaServices ?? 'left out'}`,
    ...(settings.hasMarkers ? ['with MARKER_BLOB'] : []),
    ...(publish ? ['--publish'] : []),
    ...(prefix === '' ? [] : [`--prefix ${prefix}`]),
    ...(since === undefined ? [] : [`--since ${since.toISOString()}`]),
    ...(map === undefined ? [] : [`--map with the contents ${sha256Hex(map).slice(0, 12)}`]),
  ].join('; ');
}

function describeAccount({ name, containerPatterns }: AllowedAccount): string {
  return `${name} (${containerPatterns.join(' ')})`;
}

/** The containers of an account that the settings allow, in the one order that every run has. */
export function stopsIn(account: AllowedAccount, containers: readonly string[]): Stop[] {
  const allowed = containers.filter(
    (container) => locationRefusal({ account: account.name, container, prefix: '' }, [account]) === undefined,
  );
  return allowed.sort(compareText).map((container) => ({ account: account.name, container }));
}

/** What a run still has to visit: what failed before, then all that is behind the position. */
export function remaining(stops: readonly Stop[], { last, failed }: Position): { again: Stop[]; ahead: Stop[] } {
  const accounts = [...new Set(stops.map(({ account }) => account))];
  const rank = ({ account }: Stop): number => accounts.indexOf(account);
  const isAhead = (stop: Stop): boolean =>
    last === undefined || (rank(stop) - rank(last) || compareText(stop.container, last.container)) > 0;
  const names = new Set(failed.map(({ account, container }) => `${account}/${container}`));
  const again = stops.filter((stop) => !isAhead(stop) && names.has(`${stop.account}/${stop.container}`));
  return { again, ahead: stops.filter(isAhead) };
}
