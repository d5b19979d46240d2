import { splitFolder, stem, type ListedBlob } from './image-listing.js';
import { eachInSteps, type Steps } from './steps.js';

const CLIENT_MANIFEST = /\.ismc$/i;
const MP4 = /\.(?:mp4|m4v|mov|ismv)$/i;
const LETTER = /[\p{L}\p{N}]/u;

/** Whether a file is the client manifest of Smooth Streaming; every other file here is an MP4. */
export function isClientManifest(name: string): boolean {
  return CLIENT_MANIFEST.test(name);
}

/** The files of a location that say how long its video is, the likeliest first: manifests, then MP4 files, the largest first. */
export function* durationFiles(blobs: Iterable<ListedBlob>): Steps<string[]> {
  const files: ListedBlob[] = [];
  yield* eachInSteps(blobs, (blob) => {
    if (blob.size > 0 && (isClientManifest(blob.name) || MP4.test(blob.name))) files.push(blob);
  });
  files.sort((a, b) => Number(isClientManifest(b.name)) - Number(isClientManifest(a.name)) || b.size - a.size);
  return files.map(({ name }) => name);
}

/**
 * Those of them that images with names of this beginning may be of: in the nearest folder around them that has any, and there those
 * with the images' name in theirs, or theirs in the images', if there are such.
 */
export function durationFilesOf(files: readonly string[], prefix: string): string[] {
  const { folder, file } = splitFolder(prefix);
  let around = folder;
  while (around !== '' && !files.some((name) => name.startsWith(around)))
    around = splitFolder(around.slice(0, -1)).folder;
  const near = files.filter((name) => name.startsWith(around));
  const own = file.replace(/^[^\p{L}\p{N}]+|(?<![^\p{L}\p{N}])[^\p{L}\p{N}]+$/gu, '');
  const named = near.filter((name) => {
    const video = splitFolder(stem(name)).file;
    return isWordOf(video, own) || isWordOf(own, video);
  });
  return named.length > 0 ? named : near;
}

function isWordOf(text: string, word: string): boolean {
  const at = text.indexOf(word);
  if (word === '' || at < 0) return false;
  return !LETTER.test(text.charAt(at - 1)) && !LETTER.test(text.charAt(at + word.length));
}
