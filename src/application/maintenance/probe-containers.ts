import { locationRefusal, type AllowedAccount, type ImageLocation } from '../../domain/location.js';
import { describeError } from '../failure.js';
import type { Log } from '../../telemetry/log-events.js';
import type { HasContainer } from './ports.js';
import type { ScanStats } from './scan-stats.js';

/**
 * Asks storage for containers during one run; undefined when it cannot be known. A failure never counts as "missing", and an
 * account that failed is not asked again in the run: each time may cost the whole time limit of a call.
 */
export function createProbe(
  hasContainer: HasContainer,
  accounts: readonly AllowedAccount[],
  stats: ScanStats,
  log: Log,
) {
  const silent = new Set<string>();
  return async (location: ImageLocation): Promise<boolean | undefined> => {
    if (silent.has(location.account) || locationRefusal(location, accounts) !== undefined) {
      stats.skipped += 1;
      return undefined;
    }
    stats.left -= 1;
    try {
      const isThere = await hasContainer(location);
      stats.checked += 1;
      return isThere;
    } catch (error) {
      silent.add(location.account);
      stats.failed += 1;
      const { code, reason } = describeError(error);
      if (code === 'access-denied') log('access-denied', { reason });
      return undefined;
    }
  };
}
