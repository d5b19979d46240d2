import { splitFolder, stem, type ListedBlob } from './image-listing.js';
import { LIMITS } from './limits.js';
import { eachInSteps, type Steps } from './steps.js';

const CLIENT_MANIFEST = /\.ismc$/i;
const MP4 = /\.(?:mp4|m4v|mov|ismv)$/i;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** Whether a file is the client manifest of Smooth Streaming; every other file here is an MP4. */
export function isClientManifest(name: string): boolean {
  return CLIENT_MANIFEST.test(name);
}

/**
 * The files of a location that say how long its video is, the likeliest first: manifests, then MP4 files, the largest first. Of very many
 * the likeliest: each series searches them all.
 */
export function* durationFiles(blobs: Iterable<ListedBlob>): Steps<string[]> {
  let files: { name: string; size: number }[] = [];
  const keepLikeliest = (): void => {
    files = files.sort((a, b) => b.size - a.size).slice(0, LIMITS.durationFilesSearched);
  };
  yield* eachInSteps(blobs, ({ name, size, refusal }) => {
    if (size === 0 || refusal !== undefined) return;
    if (isClientManifest(name)) files.push({ name, size: Number.MAX_SAFE_INTEGER });
    else if (MP4.test(name)) files.push({ name, size });
    if (files.length === 2 * LIMITS.durationFilesSearched) keepLikeliest();
  });
  keepLikeliest();
  return files.map(({ name }) => name);
}

/**
 * Which of these files may be of the video of a series; `prefix` is what its image names begin with. Files of the nearest folder around the
 * images count, and of these the ones whose name contains the images' name or is contained in it, if there are any.
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

/** Whether a text contains a word, with neither a letter nor a digit beside it; case does not matter. */
function isWordOf(text: string, word: string): boolean {
  const [whole, part] = [text.toLowerCase(), word.toLowerCase()];
  let at = part === '' ? -1 : whole.indexOf(part);
  while (at >= 0) {
    if (!LETTER_OR_DIGIT.test(whole.charAt(at - 1)) && !LETTER_OR_DIGIT.test(whole.charAt(at + part.length)))
      return true;
    at = whole.indexOf(part, at + 1);
  }
  return false;
}
