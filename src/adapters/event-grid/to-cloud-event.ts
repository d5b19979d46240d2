import type { SendCloudEventInput } from '@azure/eventgrid';
import type { Publication } from '../../domain/publication.js';
import { countByKind } from '../../domain/content.js';
import type { Manifest } from '../../domain/manifest.js';
import { imageCount, type Kind } from '../../domain/series.js';

/**
 * A publication as a CloudEvent (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md): `id` and `source`
 * together are one for one change, however often it is sent. No URL is in it: a subscriber asks the API for one, and gets one
 * that works then. docs/events.md describes the data.
 */
export function toCloudEvent(publication: Publication, source: string): SendCloudEventInput<unknown> {
  const { id, at, videoId } = publication;
  const event = { id, source, subject: videoId, time: at };
  if (publication.kind === 'deleted') return { ...event, type: 'Stillframe.VideoDeleted', data: { videoId } };
  const { outcome, manifest } = publication;
  return { ...event, type: 'Stillframe.ThumbnailsRecorded', data: { videoId, outcome, ...toData(manifest) } };
}

/** Location and images under the names that `Stillframe.ImagesReady` has for them. */
function toData({ location, recordedAt, source, series, durationMs, unservable }: Manifest) {
  return {
    storageAccount: location.account,
    container: location.container,
    prefix: location.prefix,
    ...(source.assetName !== undefined && { asset: source.assetName }),
    // The epoch stands for an unknown time.
    ...(recordedAt.getTime() !== 0 && { recordedAt: recordedAt.toISOString() }),
    ...(durationMs !== undefined && { durationMs }),
    counts: countByKind(series),
    sizes: sizesOf(series),
    ...(unservable !== undefined && { unservable }),
  };
}

interface Size {
  kind: Kind;
  width: number;
  height: number;
  images: number;
}

/** One for each kind and size, the images of all its series together. */
function sizesOf(series: Manifest['series']): Size[] {
  const sizes = new Map<string, Size>();
  for (const one of series) {
    const { kind, width, height } = one;
    const key = `${kind} ${width} ${height}`;
    const size = sizes.get(key) ?? { kind, width, height, images: 0 };
    sizes.set(key, { ...size, images: size.images + imageCount(one) });
  }
  return [...sizes.values()];
}
