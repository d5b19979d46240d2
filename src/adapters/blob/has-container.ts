import { isRestError } from '@azure/core-rest-pipeline';
import type { ImageLocation } from '../../domain/location.js';
import { mapAzureErrors } from '../azure-failure.js';
import { containerOf, type MediaAccount } from './media-account.js';

/**
 * Whether a location's container exists, by the cheapest call that shows it. Only storage's code `ContainerNotFound` means no;
 * a HEAD has no body, so the code is in a header.
 */
export function createHasContainer(accounts: readonly MediaAccount[]) {
  return (location: ImageLocation): Promise<boolean> =>
    mapAzureErrors(`look for ${location.account}/${location.container}`, async () => {
      try {
        await containerOf(accounts, location).getProperties();
        return true;
      } catch (error) {
        const code = isRestError(error) ? error.response?.headers.get('x-ms-error-code') : undefined;
        if (code === 'ContainerNotFound') return false;
        throw error;
      }
    });
}
