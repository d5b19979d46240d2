import { signingWindow } from '../domain/signing-window.js';
import { Failure } from './failure.js';
import type { ManifestStore } from './ports.js';
import type { SigningPorts } from './sign-video.js';

/** A part that the app needs, and what is wrong with it. */
export interface FailingPart {
  part: string;
  reason: string;
}

/** What keeps the app from answering; empty when it is ready. */
export type CheckReadiness = () => Promise<FailingPart[]>;

/** Asks the table, and each account for a key that signs. */
export function makeCheckReadiness(
  ports: SigningPorts & { store: ManifestStore; accounts: readonly { name: string }[] },
): CheckReadiness {
  return async () => {
    const window = signingWindow(ports.clock(), '', ports.policy);
    const checks = [
      tryPart('manifest table', () => ports.store.ping()),
      ...ports.accounts.map(({ name }) =>
        tryPart(`signing key of '${name}'`, () => ports.signer.forWindow(name, window)),
      ),
    ];
    return (await Promise.all(checks)).filter((part) => part !== undefined);
  };
}

async function tryPart(part: string, check: () => Promise<unknown>): Promise<FailingPart | undefined> {
  try {
    await check();
    return undefined;
  } catch (error) {
    return { part, reason: error instanceof Failure ? error.message : 'failed for a reason that is in the logs' };
  }
}
