import { sha256Hex } from './hash.js';
import { imageCount, seriesKey, type IndexRange, type Kind, type Series } from './series.js';
import { describeLocation, type ImageLocation } from './location.js';
import { compareText } from './text.js';

/** Our record of the images that one finished job left in one location. */
export interface Manifest {
  videoId: string;
  location: ImageLocation;
  /** When the recorded encode ended: orders recordings of the same location. The epoch stands for "not known". */
  recordedAt: Date;
  /** What made the images, as far as known. */
  source: ManifestSource;
  durationMs?: number;
  series: readonly Series[];
  /** Why these images cannot be served, for example because a signed URL would serve ciphertext. */
  unservable?: string;
}

export interface ManifestSource {
  assetName?: string;
  assetId?: string;
  transform?: string;
  job?: string;
}

/** What becomes of a recording, by the manifest that is there already. */
export type RecordOutcome = 'created' | 'replaced' | 'unchanged' | 'stale';

/**
 * Newer wins; at the same time what was read from storage last wins, since a listing is never out of date. Equal content
 * with a newer time is `unchanged`, and only the time and the source move (`write` says so); of sources at one time the
 * later by text stays, so that the order of events does not matter: one that says more is later.
 */
export function decideRecording(
  existing: Manifest | undefined,
  incoming: Manifest,
): { outcome: RecordOutcome; write: boolean } {
  if (existing === undefined) return { outcome: 'created', write: true };
  const age = incoming.recordedAt.getTime() - existing.recordedAt.getTime();
  if (hasSameContent(existing, incoming)) {
    const further = age || compareText(textOf(incoming.source), textOf(existing.source));
    return { outcome: 'unchanged', write: further > 0 };
  }
  return age < 0 ? { outcome: 'stale', write: false } : { outcome: 'replaced', write: true };
}

/** Whether a caller would see the same images. */
export function hasSameContent(one: Manifest, other: Manifest): boolean {
  return contentOf(one) === contentOf(other);
}

/** 32 digits of a hash of what a caller would see: the same for the same images, whoever recorded them and when. */
export function contentVersionOf(manifest: Manifest): string {
  return sha256Hex(contentOf(manifest)).slice(0, 32);
}

/**
 * Changes whenever an answer or a URL made from the manifest has to: with its images, and with the time of a re-encode under
 * the same names. Not with every write of its row. `contentVersion` is given where it is known, as a hash of much.
 */
export function revisionOf(manifest: Manifest, contentVersion = contentVersionOf(manifest)): string {
  const { location, recordedAt, source } = manifest;
  return [describeLocation(location), recordedAt.toISOString(), textOf(source), contentVersion].join(' ');
}

/** Whether two lists tell of the same blobs, whatever else they say of them: names tell no times, and a preset does. */
export function hasSameImages(one: readonly Series[], other: readonly Series[]): boolean {
  return imagesOf(one) === imagesOf(other);
}

function imagesOf(series: readonly Series[]): string {
  const byKey = new Map<string, IndexRange[]>();
  for (const one of series) {
    const key = one.spelled === undefined ? seriesKey(one) : seriesKey(one) + JSON.stringify(one.spelled);
    byKey.set(key, [...(byKey.get(key) ?? []), ...one.ranges]);
  }
  const sorted = [...byKey].sort(([one], [another]) => compareText(one, another));
  return JSON.stringify(sorted.map(([key, ranges]) => [key, joined(ranges)]));
}

/** Runs of several series as one list without gaps that are none. */
function joined(ranges: readonly IndexRange[]): IndexRange[] {
  const whole: [number, number][] = [];
  for (const [first, last] of [...ranges].sort(([a], [b]) => a - b)) {
    const before = whole.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else whole.push([first, last]);
  }
  return whole;
}

function textOf({ assetName, assetId, transform, job }: ManifestSource): string {
  return JSON.stringify([transform, job, assetName, assetId].map((part) => part ?? ''));
}

/** What a caller would see of a manifest, as one text with a fixed order of members. */
function contentOf({ series, durationMs, unservable }: Manifest): string {
  const listed = series.map((one) => [
    [one.kind, one.prefix, one.suffix, one.indexDigits, one.ranges, one.contentType, one.width, one.height],
    [one.timing?.startMs, one.timing?.stepMs, one.sprite?.vttName, ...(one.timing?.isExact === true ? ['exact'] : [])],
    one.sprite?.tiles.map(({ startMs, endMs, x, y, width, height }) => [startMs, endMs, x, y, width, height]),
    ...(one.spelled === undefined ? [] : [Object.entries(one.spelled)]),
  ]);
  return JSON.stringify([listed, durationMs, unservable]);
}

/** Images by kind, for logs. */
export function countByKind(series: readonly Series[]): Record<Kind, number> {
  const counts: Record<Kind, number> = { Poster: 0, Thumbnail: 0, Sprite: 0 };
  for (const one of series) counts[one.kind] += imageCount(one);
  return counts;
}
