import type { ManifestStore, Owner } from '../../src/application/ports.js';
import { locationHash } from '../../src/domain/location.js';

/**
 * A store that takes every write and forgets it: so a dry run does all that a run does. Only who owns a location is
 * remembered, since a recording looks after its own claim. Each method is listed: one that is new is no read by mistake.
 */
export function withoutWriting(store: ManifestStore): ManifestStore {
  const claims = new Map<string, { owner: Owner; version: string }>();
  const taken = () => Promise.resolve(true);
  const done = () => Promise.resolve();
  return {
    readVideo: (videoId) => store.readVideo(videoId),
    readTombstone: (videoId) => store.readTombstone(videoId),
    readOwner: async (location) => claims.get(locationHash(location)) ?? store.readOwner(location),
    hasRoomFor: (manifest) => store.hasRoomFor(manifest),
    ping: () => store.ping(),
    putOwner: (location, owner) => {
      claims.set(locationHash(location), { owner, version: 'dry run' });
      return taken();
    },
    putManifest: taken,
    deleteManifest: taken,
    putOutputState: taken,
    deleteOutputState: taken,
    putTombstone: taken,
    putAlias: done,
    deleteAlias: done,
  };
}
