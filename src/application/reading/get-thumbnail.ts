import { findThumbnail } from '../../domain/thumbnail.js';
import type { Video } from '../../domain/video.js';
import { signVideo, type SignedThumbnail, type SigningPorts, type UrlQuery } from './sign-video.js';

/** One image that is not signed yet. */
export interface OneThumbnail {
  /** Everything that the signed image depends on, beside the query. */
  tag: string;
  expires: Date;
  sign: () => SignedThumbnail;
}

/** One image of a video by its id, at the cost of one signature; undefined where the video has none with this id. */
export type GetThumbnail = (video: Video, thumbnailId: string, urls: UrlQuery) => Promise<OneThumbnail | undefined>;

export function createGetThumbnail(ports: SigningPorts): GetThumbnail {
  return async (video, thumbnailId, urls) => {
    const thumbnail = findThumbnail(
      video.manifests.map(({ manifest }) => manifest),
      thumbnailId,
    );
    if (thumbnail === undefined) return undefined;
    const { tag, expires, sign } = await signVideo(ports, video, urls);
    return { tag, expires, sign: () => sign(thumbnail) };
  };
}
