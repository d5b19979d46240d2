/** A step of a path that stands for where one is, or for where one came from. */
const CLIMBS = /(^|[/\\])\.{1,2}([/\\]|$)/;

/**
 * Whether every client takes a URL with this name for another one, perhaps of another container: storage takes such names, but
 * nothing can be read or shown by them.
 */
export function hasDotSegments(blobName: string): boolean {
  return CLIMBS.test(blobName);
}
