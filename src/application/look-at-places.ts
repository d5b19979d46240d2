import { locationHash, locationRefusal, type AllowedAccount, type ImageLocation } from '../domain/location.js';
import { describeError } from './failure.js';
import type { Log } from './ports.js';
import type { Tally } from './tally.js';

/** Whether a location's container is there. Throws for every answer but yes and "there is no such container". */
export type HasContainer = (location: ImageLocation) => Promise<boolean>;

/**
 * Asks storage for locations, for the length of one run; undefined where nobody knows. No answer is never taken for "missing",
 * and an account that gave none is not asked again: each time may cost as long as we are patient.
 */
export function makeLook(hasContainer: HasContainer, accounts: readonly AllowedAccount[], tally: Tally, log: Log) {
  const silent = new Set<string>();
  const seen = new Set<string>();
  return async (location: ImageLocation): Promise<boolean | undefined> => {
    if (silent.has(location.account) || locationRefusal(location, accounts) !== undefined) {
      tally.skipped += 1;
      return undefined;
    }
    tally.left -= 1;
    try {
      const isThere = await hasContainer(location);
      tally.looked = seen.add(locationHash(location)).size;
      return isThere;
    } catch (error) {
      silent.add(location.account);
      tally.failed += 1;
      const { code, reason } = describeError(error);
      if (code === 'access-denied') log('access-denied', { reason });
      return undefined;
    }
  };
}
