import { locationHash } from '../../domain/location.js';
import type { Manifest } from '../../domain/manifest.js';
import { liveManifests, type VideoRecords } from '../../domain/video.js';
import { Failure } from '../failure.js';
import type { RecordStore } from '../recording/ports.js';

/** More videos than this are not read to find out which of them still show anything. */
const MAX_TARGETS = 10;

/** The videos to which the name `id` leads. Of several only those are meant that still show what has the name. */
export async function liveTargets(
  store: Pick<RecordStore, 'readVideo'>,
  id: string,
  aliases: VideoRecords['aliases'],
  isMeant: (manifest: Manifest) => boolean = () => true,
): Promise<string[]> {
  const targets = [...new Set(aliases.map(({ videoId }) => videoId))].filter((videoId) => videoId !== id);
  if (targets.length > MAX_TARGETS) throwAmbiguous(id, targets.length);
  const live: string[] = [];
  for (const target of targets) {
    const locations = aliases.filter(({ videoId }) => videoId === target).map(({ location }) => location);
    const shown = liveManifests(await store.readVideo(target));
    const hasName = shown.some(
      ({ manifest }) => locations.includes(locationHash(manifest.location)) && isMeant(manifest),
    );
    if (hasName) live.push(target);
  }
  return live;
}

/** Throws for a name of several videos. */
export function throwAmbiguous(id: string, count: number): never {
  throw new Failure('ambiguous-video', `'${id}' is a name of ${count} videos; ask for one by its own id`);
}
