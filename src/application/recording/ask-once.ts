import { memoize } from '../../memoize.js';
import type { MediaLibrary } from './ports.js';

/** The same library, asked at most once for each asset, job and transform: for the length of one event. */
export function askOnce(library: MediaLibrary): MediaLibrary {
  return {
    findAsset: memoize((name: string) => library.findAsset(name)),
    findJob: memoize((job: Parameters<MediaLibrary['findJob']>[0]) => library.findJob(job), JSON.stringify),
    findTransform: memoize((name: string) => library.findTransform(name)),
  };
}
