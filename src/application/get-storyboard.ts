import type { Storyboard, StoryboardQuery } from '../domain/storyboard.js';
import { storyboardOf } from '../domain/storyboard.js';
import type { UrlLife } from '../domain/signing-window.js';
import { countThumbnails, type Thumbnail } from '../domain/thumbnail.js';
import { whyNoImages, type NoImages, type Video } from '../domain/video.js';
import type { FindVideo } from './find-video.js';
import { signVideo, type SigningPorts } from './sign-video.js';

/** What makes the URLs in a storyboard, and what they depend on. */
export interface ImageUrls {
  /** Changes whenever any URL would. */
  tag: string;
  /** When the URLs stop working; undefined where they do not. */
  expires?: Date;
  urlOf: (image: Thumbnail) => string;
}

/** Chosen by who asks: URLs that are signed now, or names that lead on from where the storyboard lies. */
export type MakeImageUrls = (video: Video) => Promise<ImageUrls> | ImageUrls;

export interface FoundStoryboard {
  videoId: string;
  storyboard: Storyboard;
  urls: ImageUrls;
}

/** A video that is known, and why it has no storyboard. */
export interface NoStoryboard {
  videoId: string;
  missing: NoImages | 'no-timeline';
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
    if (countThumbnails(manifests) === 0) return { videoId, missing: whyNoImages(video, ports.clock()) };
    const storyboard = storyboardOf(manifests, query);
    if (storyboard === undefined) return { videoId, missing: 'no-timeline' };
    return { videoId, storyboard, urls: await makeUrls(video) };
  };
}

/** Makes URLs that storage takes, signed for the images that are asked for and for no others. */
export function makeSignedUrls(ports: SigningPorts): (asked: UrlLife) => MakeImageUrls {
  return (asked) => async (video) => {
    const { tag, expires, sign } = await signVideo(ports, video, asked);
    return { tag, expires, urlOf: (image) => sign(image).url };
  };
}
