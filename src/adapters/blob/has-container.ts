import { isRestError } from '@azure/core-rest-pipeline';
import type { Place } from '../../domain/place.js';
import { translated } from '../azure-failure.js';
import { containerOf, type MediaAccount } from './media-account.js';

/**
 * Whether a place's container is there, by the cheapest call that tells it. Only storage's own word for "no such container"
 * is a no; the answer to a HEAD has that in a header, since it has no body.
 */
export function makeHasContainer(accounts: readonly MediaAccount[]) {
  return (place: Place): Promise<boolean> =>
    translated(`look for ${place.account}/${place.container}`, async () => {
      try {
        await containerOf(accounts, place).getProperties();
        return true;
      } catch (error) {
        const code = isRestError(error) ? error.response?.headers.get('x-ms-error-code') : undefined;
        if (code === 'ContainerNotFound') return false;
        throw error;
      }
    });
}
