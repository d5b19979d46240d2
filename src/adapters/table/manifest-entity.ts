import type { TableEntity } from '@azure/data-tables';
import * as z from 'zod';
import { countThumbnails } from '../../domain/thumbnail.js';
import { contentVersionOf, revisionOf, type Manifest } from '../../domain/manifest.js';
import { locationHash, type ImageLocation } from '../../domain/location.js';
import type { Series } from '../../domain/series.js';
import type { Outbox } from '../../domain/outbox.js';
import type { StoredManifest } from '../../domain/video.js';
import { fromChunks, toChunks } from './chunks.js';
import { compactRanges, expandRanges } from './compact-ranges.js';
import { fromOutboxColumns } from './outbox-columns.js';
import { toTableKey } from './table-key.js';

export const LOCATION_ROW = 'location:';

export function locationRowKey(location: ImageLocation): string {
  return LOCATION_ROW + locationHash(location);
}

/** The row of a manifest: what operators look for as properties, what only we read as JSON in chunks. */
export function toManifestEntity(manifest: Manifest, outbox?: Outbox): TableEntity {
  const { videoId, location, recordedAt, source, series, durationMs, unservable } = manifest;
  return {
    partitionKey: toTableKey(videoId),
    rowKey: locationRowKey(location),
    videoId,
    ...location,
    recordedAt,
    ...source,
    images: countThumbnails([manifest]),
    ...(unservable !== undefined && { unservable }),
    contentVersion: contentVersionOf(manifest),
    ...outbox,
    ...toChunks({ durationMs, series: series.map(compacted) }),
  };
}

function compacted({ sprite, ...one }: Series): unknown {
  const series = { ...one, ranges: compactRanges(one.ranges) };
  if (sprite === undefined) return series;
  const tiles = sprite.tiles.map(({ startMs, endMs, x, y, width, height }) => [startMs, endMs, x, y, width, height]);
  return { ...series, sprite: { vttName: sprite.vttName, tiles } };
}

const int = z.number().int();
const series = z.object({
  kind: z.enum(['Poster', 'Thumbnail', 'Sprite']),
  prefix: z.string(),
  suffix: z.string(),
  indexDigits: int,
  ranges: z.array(z.tuple([int, int, int.exactOptional()])).transform(expandRanges),
  spelled: z.record(z.string(), z.string()).exactOptional(),
  contentType: z.string(),
  width: int,
  height: int,
  timing: z
    .object({ startMs: z.number(), stepMs: z.number(), isExact: z.literal(true).exactOptional() })
    .exactOptional(),
  sprite: z
    .object({
      vttName: z.string(),
      tiles: z.array(
        z
          .tuple([int, int, int, int, int, int])
          .transform(([startMs, endMs, x, y, width, height]) => ({ startMs, endMs, x, y, width, height })),
      ),
    })
    .exactOptional(),
});
const content = z.object({ durationMs: z.number().exactOptional(), series: z.array(series) });
const row = z.object({
  etag: z.string(),
  videoId: z.string(),
  account: z.string(),
  container: z.string(),
  prefix: z.string(),
  recordedAt: z.date(),
  assetName: z.string().exactOptional(),
  assetId: z.string().exactOptional(),
  transform: z.string().exactOptional(),
  job: z.string().exactOptional(),
  unservable: z.string().exactOptional(),
  /** So that a reader need not hash what may be 100,000 images; rows of earlier builds have none. */
  contentVersion: z.string().exactOptional(),
});

/** The manifest behind a row. Throws for a row that is not ours to read: that is a bug or tampering, and loud. */
export function fromManifestEntity(entity: Record<string, unknown>): StoredManifest {
  const { etag, videoId, account, container, prefix, recordedAt, unservable, ...others } = row.parse(entity);
  const { contentVersion: asWritten, ...source } = others;
  const { durationMs, series: listed } = content.parse(fromChunks(entity));
  const manifest = {
    videoId,
    location: { account, container, prefix },
    recordedAt,
    source,
    series: listed,
    ...(durationMs !== undefined && { durationMs }),
    ...(unservable !== undefined && { unservable }),
  };
  const contentVersion = asWritten ?? contentVersionOf(manifest);
  const revision = revisionOf(manifest, contentVersion);
  return { version: etag, revision, contentVersion, manifest, ...fromOutboxColumns(entity) };
}
