import { isCovered } from './deletion.js';
import { describeLocation, type ImageLocation } from './location.js';
import { aliasNames, deletedAt, ownerOf, type LocationRecord } from './location-record.js';
import type { Manifest, ManifestSource } from './manifest.js';
import type { Content } from './content.js';

/** The copy of a location record in its owner's partition, which queries read; its numbers are those of that time. */
export interface Entry {
  videoId: string;
  location: ImageLocation;
  seq: number;
  ownerSeq: number;
  /** Names whose alias rows are written. */
  names: readonly string[];
  recordedAt?: Date;
  deletedAt?: Date;
  source: ManifestSource;
  content?: Content;
  contentVersion: string;
}

export interface StoredEntry extends Entry {
  /** The row's ETag: the condition of the next write. */
  version: string;
}

/** A manifest that callers see. Answers, URLs and continuations are made from its revision. */
export interface StoredManifest {
  manifest: Manifest;
  revision: string;
}

export function entryOf(record: LocationRecord): Entry {
  const { location, seq, ownerSeq, recordedAt, content, contentVersion, job, asset } = record;
  const deleted = deletedAt(record);
  return {
    videoId: ownerOf(record),
    location,
    ...{ seq, ownerSeq, contentVersion },
    names: aliasNames(record).map(({ name }) => name),
    ...(recordedAt !== undefined && { recordedAt }),
    ...(deleted !== undefined && { deletedAt: deleted }),
    source: {
      ...(asset !== undefined && { assetName: asset.name }),
      ...(job !== undefined && { transform: job.transform, job: job.job }),
    },
    ...(content !== undefined && { content }),
  };
}

export function manifestOf(entry: Entry, tombstoneAt: Date | undefined): StoredManifest | undefined {
  const { videoId, location, recordedAt, source, content, contentVersion } = entry;
  if (content === undefined || recordedAt === undefined) return undefined;
  if (isCovered(recordedAt, tombstoneAt) || isCovered(recordedAt, entry.deletedAt)) return undefined;
  const { series, durationMs, unservable } = content;
  const manifest = {
    ...{ videoId, location, recordedAt, source, series },
    ...(durationMs !== undefined && { durationMs }),
    ...(unservable !== undefined && { unservable }),
  };
  return { manifest, revision: revisionOf(location, contentVersion) };
}

/** Changes with what callers see, never with a row or a report. */
export function revisionOf(location: ImageLocation, contentVersion: string): string {
  return `${describeLocation(location)} ${contentVersion}`;
}
