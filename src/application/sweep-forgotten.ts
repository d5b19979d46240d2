import type { Manifest } from '../domain/manifest.js';
import { leftover, remembered } from '../domain/tombstone.js';
import { aliasesOf } from './claim-place.js';
import type { ManifestStore, VideoRecords } from './ports.js';
import { untilWritten } from './until-written.js';

/** What was removed of a video. */
export interface Swept {
  manifests: number;
  states: number;
}

/**
 * Removes what a video's tombstone covers, until nothing of it is there any more. The names of a manifest go before it: as
 * long as it is there they are known, and an interrupted sweep can be taken up again. `names` are looked after as well, and
 * `lastName` when nothing else is left: who asked by it finds the video by it again until then.
 * A newer recording may bring the same names back meanwhile: it puts them once more after its manifest, and we look once
 * more after our deleting, so that one of the two sees the other. Owners' rows stay: a location without one would be taken
 * for that of another video (docs/decisions/0014-a-forgotten-video-keeps-its-places.md).
 */
export async function sweepForgotten(
  store: ManifestStore,
  videoId: string,
  records: VideoRecords,
  names: readonly string[] = [],
  lastName?: string,
): Promise<Swept> {
  const swept: Swept = { manifests: 0, states: 0 };
  const deleted = new Set<string>();
  return untilWritten(
    records,
    () => store.readVideo(videoId),
    async (now) => {
      const kept = namesOf(remembered(now).manifests);
      const { manifests, outputs } = leftover(now);
      const isEmpty = manifests.length + outputs.length === 0;
      const wanted = [...names, ...namesOf(manifests)].filter((name) => name !== lastName);
      if (isEmpty && lastName !== undefined) wanted.push(lastName);
      const going = wanted.filter((name) => !kept.includes(name) && !deleted.has(name));
      if (isEmpty && going.length === 0) {
        for (const name of kept.filter((one) => deleted.has(one))) await store.putAlias(name, videoId);
        return swept;
      }
      for (const name of going) {
        await store.deleteAlias(name, videoId);
        deleted.add(name);
      }
      for (const { manifest, version } of manifests) {
        if (await store.deleteManifest(videoId, manifest.location, version)) swept.manifests += 1;
      }
      for (const { state, version } of outputs) {
        if (await store.deleteOutputState(videoId, state, version)) swept.states += 1;
      }
      return undefined;
    },
  );
}

function namesOf(manifests: readonly { manifest: Manifest }[]): string[] {
  return manifests.flatMap(({ manifest }) => aliasesOf(manifest));
}
