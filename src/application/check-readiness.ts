import { signingWindow } from '../domain/signing-window.js';
import { describeError, Failure } from './failure.js';
import type { ManifestStore } from './ports.js';
import type { SigningPorts } from './sign-video.js';

/** A part that the app needs, and what is wrong with it. */
export interface FailingPart {
  part: string;
  reason: string;
  /** Where a failure comes from that we have no words for: for the log alone. */
  stack?: string;
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
    if (error instanceof Failure) return { part, reason: error.message };
    const { stack = 'something was thrown that is no error' } = describeError(error);
    return { part, reason: 'failed for a reason that is in the logs', stack };
  }
}
