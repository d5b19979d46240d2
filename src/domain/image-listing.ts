import { contentTypeOf } from './image-type.js';

/** One blob of a location: its name below the location's prefix, and its size in bytes. */
export interface ListedBlob {
  name: string;
  size: number;
  /** In milliseconds since the epoch: a number, since ten thousand dates take ten times the memory. */
  lastModifiedMs?: number;
  /** Why storage serves it to nobody as it lies there, for example in the archive tier. */
  refusal?: string;
}

/** Whether every client takes a URL with this name for another one, perhaps of another container. Storage takes such names. */
export function hasDotSegments(blobName: string): boolean {
  return /(^|[/\\])\.{1,2}([/\\]|$)/.test(blobName);
}

/** Whether a blob can be an image to show. An empty blob cannot. */
export function isImage({ name, size }: ListedBlob): boolean {
  return size > 0 && name.includes('.') && contentTypeOf(name) !== undefined && !hasDotSegments(name);
}

/** When the newest image was last modified; the epoch where that is unknown, undefined where no blob can be an image. */
export function newestImage(blobs: readonly ListedBlob[]): Date | undefined {
  const images = blobs.filter(isImage);
  return images.length === 0 ? undefined : newestBlob(images);
}

/** When the newest blob was last modified; the epoch where that is unknown. */
export function newestBlob(blobs: readonly ListedBlob[]): Date {
  return new Date(blobs.reduce((newest, { lastModifiedMs = 0 }) => Math.max(newest, lastModifiedMs), 0));
}

export function isWebVtt({ name, size }: ListedBlob): boolean {
  return size > 0 && /\.vtt$/i.test(name);
}

/** Splits a name below the location into its virtual folder (empty or ending in `/`) and its file name. */
export function splitFolder(name: string): { folder: string; file: string } {
  const slash = name.lastIndexOf('/') + 1;
  return { folder: name.slice(0, slash), file: name.slice(slash) };
}

export function stem(name: string): string {
  return name.replace(/\.[^./]*$/, '');
}
