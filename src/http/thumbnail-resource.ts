import * as z from 'zod';
import type { SignedThumbnail } from '../application/reading/list-thumbnails.js';
import { TIME_SOURCES } from '../domain/series.js';

/** The Thumbnail resource of the old Media Services Connector (2015), as its page documents it, with `Width` added. */
export const thumbnailResource = z
  .object({
    ID: z.string().meta({ description: 'The same for the same image, as long as it is recorded.' }),
    VideoId: z.string().meta({ description: 'The video’s own id, also when it was asked for by another name.' }),
    Kind: z.enum(['Poster', 'Thumbnail', 'Sprite']),
    Height: z.int().min(0).meta({ description: 'Pixels of the image itself.' }),
    Width: z.int().min(0).meta({ description: 'Pixels of the image itself.' }),
    Index: z.int().min(0).meta({ description: 'The number in the image’s name, from 1; 0 for a poster.' }),
    Time: z
      .int()
      .min(0)
      .meta({ description: 'Whole seconds from the start, rounded down; 0 where it cannot be known.' }),
    Url: z.url().meta({ description: 'Fetches the image until the signature in it expires.' }),
  })
  .meta({ id: 'Thumbnail', description: 'One image of a video.' });
type ThumbnailResource = z.infer<typeof thumbnailResource>;

export const exampleThumbnail: ThumbnailResource = {
  ID: '681fc5545c-8adec817-1',
  VideoId: 'sample',
  Kind: 'Thumbnail',
  Height: 360,
  Width: 640,
  Index: 1,
  Time: 0,
  Url: 'https://contosomedia.blob.core.windows.net/asset-1/Thumbnail000001.jpg?sv=2025-11-05&sr=b&sp=r&sig=example',
};

/** The same with what `expand=details` adds. */
export const detailedThumbnail = thumbnailResource
  .extend({
    TimeMs: z.int().min(0).nullable().meta({ description: 'Milliseconds from the start; null where unknown.' }),
    TimeIsApproximate: z
      .boolean()
      .meta({ description: 'Whether it may show a frame beside that time; true where the time is unknown.' }),
    TimeSource: z.enum(TIME_SOURCES).nullable().meta({
      description:
        'Where the time comes from: the preset that made the image, an operator’s word, a WebVTT file, the image’s name, or a guess from the number of images and the video’s length. Null where the time is unknown.',
    }),
    ContentType: z.string(),
    UrlExpires: z.iso.datetime().meta({ description: 'When `Url` stops working.' }),
    Asset: z.string().nullable().meta({ description: 'The output asset; null where the images came without one.' }),
  })
  .meta({ id: 'DetailedThumbnail', description: 'One image of a video, with `expand=details`.' });

/** Makes the resources of one video's images, with details or without. */
export function toResources(videoId: string, expires: Date, expand: 'details' | undefined) {
  return (thumbnail: SignedThumbnail): ThumbnailResource | z.infer<typeof detailedThumbnail> => {
    const { timeMs, timeKnowledge } = thumbnail;
    const resource: ThumbnailResource = {
      ID: thumbnail.id,
      VideoId: videoId,
      Kind: thumbnail.kind,
      Height: thumbnail.height,
      Width: thumbnail.width,
      Index: thumbnail.index,
      Time: Math.floor(timeMs / 1000),
      Url: thumbnail.url,
    };
    if (expand === undefined) return resource;
    return {
      ...resource,
      TimeMs: timeKnowledge === 'unknown' ? null : timeMs,
      TimeIsApproximate: timeKnowledge !== 'exact',
      TimeSource: thumbnail.timeSource ?? null,
      ContentType: thumbnail.contentType,
      UrlExpires: expires.toISOString(),
      Asset: thumbnail.assetName ?? null,
    };
  };
}
