import { outboxAfter, outboxOfForgetting, owesManifest, owesTombstone } from '../domain/outbox.js';
import { Failure } from './failure.js';
import type { Clock, VideoRecords } from './ports.js';
import { logNotPublished, type PublishOwed } from './publish-owed.js';
import type { DebtorList } from './publishing-ports.js';
import type { StartPublishing } from './publishing.js';

export interface PublishingPorts {
  debtors: DebtorList;
  publishOwed: PublishOwed;
  clock: Clock;
}

/**
 * Lets an invocation tell others what it has changed. The rows are the outbox: an invocation only remembers which videos it
 * has to look at in the end, and notes them on the list before it makes them owe.
 */
export function makeStartPublishing({ debtors, publishOwed, clock }: PublishingPorts): StartPublishing {
  return () => {
    /** With the version of our own note; without one where others noted the video. */
    const owing = new Map<string, string | undefined>();

    /** Also where it is on the list already: whoever is about to take it off must see that there is more. */
    async function note(videoId: string, at: Date): Promise<void> {
      owing.set(videoId, await debtors.note(videoId, at));
    }

    return {
      see: (videoId, records) => {
        if (!owing.has(videoId) && owesAnything(records)) owing.set(videoId, undefined);
      },
      forManifest: async (existing, manifest) => {
        const changedAt = clock();
        const outbox = outboxAfter(existing, manifest, changedAt);
        if (outbox?.changedAt === changedAt) await note(manifest.videoId, changedAt);
        return outbox;
      },
      forTombstone: async (videoId, existing, isNews) => {
        const changedAt = clock();
        if (isNews) await note(videoId, changedAt);
        return outboxOfForgetting(existing, isNews ? changedAt : undefined);
      },
      publish: async (log) => {
        const failures: unknown[] = [];
        for (const [videoId, version] of owing) {
          try {
            const isSettled = await publishOwed(videoId, log);
            if (isSettled && version !== undefined) await debtors.remove({ videoId, version });
          } catch (error) {
            logNotPublished(log, videoId, error);
            failures.push(error);
          }
        }
        if (failures.length === 0) return;
        const cause = failures.length === 1 ? failures[0] : new AggregateError(failures);
        throw new Failure('not-published', 'what is recorded could not be published', { cause });
      },
    };
  };
}

function owesAnything({ manifests, tombstone }: VideoRecords): boolean {
  return manifests.some(owesManifest) || (tombstone !== undefined && owesTombstone(tombstone));
}
