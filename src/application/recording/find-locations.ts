import { isImage, splitFolder, type ListedBlob } from '../../domain/image-listing.js';
import { locationHash, type ImageLocation } from '../../domain/location.js';
import { canonicalVideoId, videoIdProblem } from '../../domain/video-id.js';
import type { RecordStore } from './ports.js';

/** A location in a container, and all blobs below its prefix, by their names below it. */
export interface FoundLocation {
  location: ImageLocation;
  blobs: readonly ListedBlob[];
  /** The video that a marker in it names. */
  markedAs?: string;
  /** Images beside folders that are locations of their own: no location by itself. */
  isRest?: boolean;
}

/** Says of a blob's path whether it is a marker, and which video it names. */
export type MarkerOf = (path: string) => { videoId: string | undefined } | undefined;

/**
 * The locations of a container. Most containers are one location. Folders that are recorded, or have a marker, are locations of
 * their own; then the whole container is one only when it is recorded or marked too, since the images of a folder of another
 * video must not be listed twice.
 */
export async function findLocations(
  store: Pick<RecordStore, 'readRecordHeader'>,
  root: ImageLocation,
  blobs: readonly ListedBlob[],
  markerOf: MarkerOf | undefined,
): Promise<FoundLocation[]> {
  const marked = readMarkers(blobs, markerOf);
  const at = (prefix: string): ImageLocation => ({ ...root, prefix });
  const isTaken = async (prefix: string): Promise<boolean> =>
    marked.has(prefix) || (await store.readRecordHeader(locationHash(at(prefix)))) !== undefined;

  const taken: string[] = [];
  for (const folder of foldersOf(blobs)) if (await isTaken(folder)) taken.push(folder);
  const { inside, rest } = sortOut(blobs, taken);
  const locations = [...inside].map(([folder, own]) => locationAt(folder, own));
  if (taken.length === 0 || (await isTaken(''))) return [locationAt('', blobs), ...locations];
  return rest.some(isImage) ? [...locations, { location: at(''), blobs: rest, isRest: true }] : locations;

  function locationAt(prefix: string, own: readonly ListedBlob[]): FoundLocation {
    const markedAs = marked.get(prefix);
    return { location: at(prefix), blobs: own, ...(markedAs !== undefined && { markedAs }) };
  }
}

/** The folders with markers, each with the video that its marker names; a marker whose name is no video id does not count. */
function readMarkers(blobs: readonly ListedBlob[], markerOf: MarkerOf | undefined): Map<string, string | undefined> {
  const marked = new Map<string, string | undefined>();
  for (const { name } of markerOf === undefined ? [] : blobs) {
    const marker = markerOf?.(name);
    if (marker === undefined) continue;
    const { videoId } = marker;
    if (videoId !== undefined && videoIdProblem(videoId) !== undefined) continue;
    marked.set(splitFolder(name).folder, videoId === undefined ? undefined : canonicalVideoId(videoId));
  }
  return marked;
}

/** Every folder that has an image in it, however deep. */
function foldersOf(blobs: readonly ListedBlob[]): string[] {
  const folders = new Set<string>();
  for (const blob of blobs) {
    if (!isImage(blob)) continue;
    const { folder } = splitFolder(blob.name);
    for (let end = folder.length; end > 0; end = folder.lastIndexOf('/', end - 2) + 1) {
      const one = folder.slice(0, end);
      if (folders.has(one)) break;
      folders.add(one);
    }
  }
  return [...folders].sort();
}

/** The blobs below each of the folders, by their names below it, and those below none. */
function sortOut(blobs: readonly ListedBlob[], folders: readonly string[]) {
  const inside = new Map(folders.map((folder) => [folder, [] as ListedBlob[]]));
  const rest: ListedBlob[] = [];
  for (const blob of blobs) {
    let isInside = false;
    for (let end = blob.name.indexOf('/') + 1; end > 0; end = blob.name.indexOf('/', end) + 1) {
      const own = inside.get(blob.name.slice(0, end));
      own?.push({ ...blob, name: blob.name.slice(end) });
      isInside ||= own !== undefined;
    }
    if (!isInside) rest.push(blob);
  }
  return { inside, rest };
}
