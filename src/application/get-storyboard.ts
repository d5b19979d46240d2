import { imageNameOf } from '../domain/image-name.js';
import { toScopeText } from '../domain/link-scope.js';
import { storyboardOf, type Storyboard, type StoryboardQuery } from '../domain/storyboard.js';
import { countThumbnails, type Thumbnail } from '../domain/thumbnail.js';
import { failureReason, whyNoImages, type NoImages, type Video } from '../domain/video.js';
import type { FindVideo } from './reading/find-video.js';
import type { VideoLinks } from './links.js';
import { linksOf, revisionsOf, signVideo, type SigningPorts, type UrlQuery } from './sign-video.js';

/** What makes the URLs in a storyboard, and what they depend on. */
export interface ImageUrls {
  /** Changes whenever any URL would. */
  tag: string;
  /** When the URLs stop working; undefined where they do not. */
  expires?: Date;
  urlOf: (image: Thumbnail) => string;
}

/** Chosen by who asks: URLs that are signed now, or names that lead on from where the storyboard lies. */
export type MakeImageUrls = (video: Video, query: StoryboardQuery) => Promise<ImageUrls> | ImageUrls;

export interface FoundStoryboard {
  videoId: string;
  storyboard: Storyboard;
  urls: ImageUrls;
}

/** A video that is known, and why it has no storyboard. */
export interface NoStoryboard {
  videoId: string;
  missing: NoImages | 'no-timeline';
  failureReason?: string | undefined;
}

/** The storyboard of a video; undefined for an unknown video. */
export type GetStoryboard = (
  videoId: string,
  query: StoryboardQuery,
  makeUrls: MakeImageUrls,
) => Promise<FoundStoryboard | NoStoryboard | undefined>;

export function makeGetStoryboard(ports: Pick<SigningPorts, 'clock'> & { findVideo: FindVideo }): GetStoryboard {
  return async (asked, query, makeUrls) => {
    const video = await ports.findVideo(asked);
    if (video === undefined) return undefined;
    const manifests = video.manifests.map(({ manifest }) => manifest);
    const videoId = video.id;
    if (countThumbnails(manifests) === 0) {
      const now = ports.clock();
      return { videoId, missing: whyNoImages(video, now), failureReason: failureReason(video, now) };
    }
    const storyboard = storyboardOf(manifests, query);
    if (storyboard === undefined) return { videoId, missing: 'no-timeline' };
    return { videoId, storyboard, urls: await makeUrls(video, query) };
  };
}

/** URLs that storage takes, signed for the images that are asked for and no others; or one link that opens them all. */
export function makeUrlsOfStoryboards(ports: SigningPorts): (asked: UrlQuery) => MakeImageUrls {
  return (asked) => async (video, query) => {
    if (asked.urls === 'permalink') return linkedUrls(linksOf(ports).forVideo(video, ports.clock()), video, query);
    const { tag, expires, sign } = await signVideo(ports, video, asked);
    return { tag, expires, urlOf: (image) => sign(image).url };
  };
}

/** Signs once: the link is to the storyboard, and its images are names under it. */
function linkedUrls({ tag, expires, linkTo }: VideoLinks, video: Video, query: StoryboardQuery): ImageUrls {
  const toUrl = linkTo('storyboard', toScopeText(query));
  return {
    tag: ['permalink', video.id, revisionsOf(video), tag].join('\n'),
    expires,
    urlOf: (image) => toUrl(imageNameOf(image)),
  };
}
