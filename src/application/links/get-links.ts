import { PAGE_NAME, POSTER_NAME, toScopeText, type LinkScope, type StoryboardName } from '../../domain/link.js';
import type { Manifest } from '../../domain/manifest.js';
import { representativeImage } from '../../domain/representative-image.js';
import { hasStoryboard } from '../../domain/storyboard.js';
import { countThumbnails, imageNameOf } from '../../domain/thumbnail.js';
import { isPending, type Video } from '../../domain/video.js';
import { requirePermalinks, revisionsOf, type SigningPorts } from '../reading/image-urls.js';
import { manifestsOf } from '../reading/select-images.js';
import type { VideoPermalinks } from './permalinks.js';

/** Permalinks into one video; null for what the video does not have. */
export interface LinkUrls {
  /** The image that stands for the video, or for the moment asked for: chosen anew each time the link is followed. */
  poster: string | null;
  /** The very image that it is now. */
  image: string | null;
  webVtt: string | null;
  storyboard: string | null;
  playlist: string | null;
  contactSheet: string;
}

export interface FoundLinks {
  /** Everything that the links depend on, beside the question. */
  tag: string;
  expires: Date;
  /** Whether images may still come, and none are there. */
  isPending: boolean;
  /** Signs the links; not called when the caller has them already. */
  sign: () => LinkUrls;
}

/** The permalinks of a video. Throws `links-off` where there are none. */
export function createGetLinks(ports: Pick<SigningPorts, 'links' | 'clock'>) {
  return (video: Video, scope: LinkScope): FoundLinks => {
    const now = ports.clock();
    const made = requirePermalinks(ports).forVideo(video, now);
    const manifests = manifestsOf(video);
    return {
      tag: [made.tag, video.id, revisionsOf(video)].join('\n'),
      expires: made.expires,
      isPending: countThumbnails(manifests) === 0 && isPending(video, now),
      sign: () => ({
        ...imageLinks(manifests, scope, made),
        ...storyboardLinks(manifests, scope, made),
        contactSheet: made.linkTo('page')(PAGE_NAME),
      }),
    };
  };
}

function imageLinks(manifests: readonly Manifest[], { height, atMs }: LinkScope, { linkTo }: VideoPermalinks) {
  const found = representativeImage(manifests, { height, atMs });
  if (found === undefined || found === 'no-timeline') return { poster: null, image: null };
  const scope = toScopeText({ ...(height !== undefined && { height }), ...(atMs !== undefined && { atMs }) });
  return { poster: linkTo('poster', scope)(POSTER_NAME), image: linkTo('image', found.id)(imageNameOf(found)) };
}

/** One token for all three, and for every image in them. */
function storyboardLinks(manifests: readonly Manifest[], { kinds, height }: LinkScope, { linkTo }: VideoPermalinks) {
  const scope = { ...(kinds && { kinds }), ...(height !== undefined && { height }) };
  const urlOf = hasStoryboard(manifests, scope) ? linkTo('storyboard', toScopeText(scope)) : undefined;
  const named = (name: StoryboardName): string | null => urlOf?.(name) ?? null;
  return {
    webVtt: named('Thumbnails.vtt'),
    storyboard: named('Storyboard.json'),
    playlist: named('Thumbnails.m3u8'),
  };
}
