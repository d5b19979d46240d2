import { idInImageName, imageNameOf } from '../domain/image-name.js';
import { standingImage, type StandingQuery } from '../domain/standing-image.js';
import { findThumbnail, type Thumbnail } from '../domain/thumbnail.js';
import { whyNoImages, type NoImages, type Video } from '../domain/video.js';
import type { FindVideo } from './find-video.js';
import { signVideo, type SigningPorts, type UrlQuery } from './sign-video.js';

/** One image of a video: the one of this name (`<ID>.jpg`), or the one that stands for the video or for a moment of it. */
export type ImageAsked = { name: string } | StandingQuery;

/** An image to be shown, at the cost of one signature. */
export interface ShownImage {
  videoId: string;
  image: Thumbnail;
  /** When its URL stops working. */
  expires: Date;
  url: () => string;
}

/** A video that is known, and why it has no such image. */
export interface NoImage {
  videoId: string;
  missing: NoImages | 'no-timeline' | 'thumbnail-not-found';
}

/** One image of a video; undefined for an unknown video. */
export type FindImage = (
  videoId: string,
  asked: ImageAsked,
  urls: UrlQuery,
) => Promise<ShownImage | NoImage | undefined>;

export function makeFindImage(ports: SigningPorts & { findVideo: FindVideo }): FindImage {
  return async (videoId, asked, urls) => {
    const video = await ports.findVideo(videoId);
    return video && showImage(ports, video, asked, urls);
  };
}

/** The same of a video that was found already. */
export async function showImage(
  ports: SigningPorts,
  video: Video,
  asked: ImageAsked,
  urls: UrlQuery,
): Promise<ShownImage | NoImage> {
  const videoId = video.id;
  const image = imageOf(video, asked) ?? whyNoImages(video, ports.clock());
  if (typeof image === 'string') return { videoId, missing: image };
  const { expires, sign } = await signVideo(ports, video, urls);
  return { videoId, image, expires, url: () => sign(image).url };
}

function imageOf(video: Video, asked: ImageAsked): Thumbnail | 'no-timeline' | 'thumbnail-not-found' | undefined {
  const manifests = video.manifests.map(({ manifest }) => manifest);
  if (!('name' in asked)) return standingImage(manifests, asked);
  const image = findThumbnail(manifests, idInImageName(asked.name) ?? '');
  // The extension says what the bytes are: another one is the name of another image, which is not there.
  return image !== undefined && imageNameOf(image) === asked.name ? image : 'thumbnail-not-found';
}
