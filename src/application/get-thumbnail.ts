import { findThumbnail } from '../domain/thumbnail.js';
import type { FindVideo } from './reading/find-video.js';
import { signVideo, type SignedThumbnail, type SigningPorts, type UrlQuery } from './sign-video.js';

/** One image, to be signed; `one` is absent when the video has none with this id. */
export interface OneThumbnail {
  videoId: string;
  one?: { tag: string; expires: Date; sign: () => SignedThumbnail };
}

/** One image of a video by its id, at the cost of one signature; undefined for an unknown video. */
export type GetThumbnail = (videoId: string, thumbnailId: string, urls: UrlQuery) => Promise<OneThumbnail | undefined>;

export function makeGetThumbnail(ports: SigningPorts & { findVideo: FindVideo }): GetThumbnail {
  return async (videoId, thumbnailId, urls) => {
    const video = await ports.findVideo(videoId);
    if (video === undefined) return undefined;
    const thumbnail = findThumbnail(
      video.manifests.map(({ manifest }) => manifest),
      thumbnailId,
    );
    if (thumbnail === undefined) return { videoId: video.id };
    const { tag, expires, sign } = await signVideo(ports, video, urls);
    return { videoId: video.id, one: { tag, expires, sign: () => sign(thumbnail) } };
  };
}
