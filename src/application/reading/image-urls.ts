import { toScopeText, type Link } from '../../domain/link.js';
import type { StoryboardQuery } from '../../domain/storyboard.js';
import { imageNameOf, type Thumbnail } from '../../domain/thumbnail.js';
import type { Video } from '../../domain/video.js';
import { requirePermalinks, revisionsOf, signVideo, type SigningPorts, type UrlQuery } from './sign-video.js';

/** What makes the URLs of a video's images, and what they depend on. */
export interface ImageUrls {
  /** Changes whenever any URL would. */
  tag: string;
  /** When the URLs stop working. */
  expires: Date;
  urlOf: (image: Thumbnail) => string;
}

/** Signed URLs of single images, or permalinks to them. */
export async function imageUrls(ports: SigningPorts, video: Video, urlQuery: UrlQuery = {}): Promise<ImageUrls> {
  const { tag, expires, sign } = await signVideo(ports, video, urlQuery);
  return { tag, expires, urlOf: (image) => sign(image).url };
}

/** URLs in a storyboard: each signed on its own, or one permalink to the storyboard with the images as names under it. */
export async function storyboardUrls(
  ports: SigningPorts,
  video: Video,
  query: StoryboardQuery,
  urlQuery: UrlQuery,
): Promise<ImageUrls> {
  if (urlQuery.urls !== 'permalink') return imageUrls(ports, video, urlQuery);
  const { tag, expires, linkTo } = requirePermalinks(ports).forVideo(video, ports.clock());
  const toUrl = linkTo('storyboard', toScopeText(query));
  return {
    tag: ['permalink', video.id, revisionsOf(video), tag].join('\n'),
    expires,
    urlOf: (image) => toUrl(imageNameOf(image)),
  };
}

/** URLs under a permalink: signed ones, which expire soon; those of the same permalink, whole; or as names beside the file. */
export type LinkedUrls = 'sas' | 'permalink' | 'relative';

/** The URLs of what a permalink leads to: none of them outlives it. `base` is the permalink without a name. */
export async function linkedImageUrls(
  ports: SigningPorts,
  video: Video,
  { link: { expires }, base }: { link: Link; base: string },
  urls: LinkedUrls,
): Promise<ImageUrls> {
  if (urls === 'sas') return imageUrls(ports, video, { notAfter: expires });
  const before = urls === 'permalink' ? base : '';
  return {
    tag: [urls, base, revisionsOf(video)].join('\n'),
    expires,
    urlOf: (image) => before + imageNameOf(image),
  };
}
