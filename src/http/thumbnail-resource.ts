import type { SignedThumbnail } from '../application/sign-video.js';

/** The Thumbnail resource of the old Media Services Connector (2015), as its page documents it, with `Width` added. */
export interface ThumbnailResource {
  ID: string;
  VideoId: string;
  Kind: 'Poster' | 'Thumbnail' | 'Sprite';
  /** Pixels of the image itself. */
  Height: number;
  Width: number;
  Index: number;
  /** Whole seconds, rounded down; 0 where unknown. */
  Time: number;
  /** Works until the signature in it expires. */
  Url: string;
}

export function toThumbnailResource(videoId: string, thumbnail: SignedThumbnail): ThumbnailResource {
  return {
    ID: thumbnail.id,
    VideoId: videoId,
    Kind: thumbnail.kind,
    Height: thumbnail.height,
    Width: thumbnail.width,
    Index: thumbnail.index,
    Time: Math.floor(thumbnail.timeMs / 1000),
    Url: thumbnail.url,
  };
}
