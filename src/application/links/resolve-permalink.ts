import {
  epochOf,
  linkedName,
  type Link,
  type LinkRefusal,
  type LinkScope,
  type Linked,
  type StoryboardName,
} from '../../domain/link.js';
import { isInStoryboard } from '../../domain/storyboard.js';
import type { Thumbnail } from '../../domain/thumbnail.js';
import type { Video } from '../../domain/video.js';
import { canonicalVideoId } from '../../domain/video-id.js';
import { Failure } from '../failure.js';
import type { Clock } from '../clock.js';
import type { FindVideo } from '../reading/find-video.js';
import { manifestsOf, type FindImage, type NoImage } from '../reading/select-images.js';
import type { Permalinks } from './permalinks.js';

/** What a permalink leads to, of the video as it is now. */
export type PermalinkTarget =
  | { what: 'image'; image: Thumbnail }
  | ({ what: 'poster' } & ({ image: Thumbnail } | NoImage))
  | { what: 'storyboard'; name: StoryboardName; scope: LinkScope }
  | { what: 'page' };

export interface ResolvedPermalink {
  link: Link;
  video: Video;
  target: PermalinkTarget;
}

/** A permalink that is rejected; `link` is known only when the signature is valid. */
export interface RejectedPermalink {
  refused: LinkRefusal;
  link?: Link;
}

/**
 * Verifies a permalink by its token and the name behind it, and selects what it leads to. The signature comes first, then the
 * expiry: nothing is read for a token with an invalid signature or an expired one. A video that was deleted after the permalink
 * was made does not open by it, even if it was encoded anew since.
 */
export function createResolvePermalink(ports: {
  /** Absent where permalinks are disabled: every token is rejected. */
  links: Permalinks | undefined;
  findVideo: FindVideo;
  findImage: FindImage;
  clock: Clock;
}) {
  const { links, findVideo, findImage, clock } = ports;
  return async (token: string, name: string): Promise<ResolvedPermalink | RejectedPermalink> => {
    const link = links?.verify(token, clock()) ?? 'invalid-signature';
    if (typeof link === 'string') return { refused: link };
    const video = await findUnlessAmbiguous(findVideo, canonicalVideoId(link.videoId));
    // By an id that has become a name of another video, that one is found: the permalink is not for it.
    if (video?.id !== canonicalVideoId(link.videoId)) return { refused: 'unknown-video', link };
    if (link.epochMs < epochOf(video)) return { refused: 'deleted', link };
    const linked = linkedName(link, name);
    const target = linked && targetOf(video, linked, findImage);
    return target === undefined ? { refused: 'out-of-scope', link } : { link, video, target };
  };
}

/** Undefined where the video has no image of this very name, extension and all; under a storyboard, in one of its series. */
function targetOf(video: Video, linked: Linked, findImage: FindImage): PermalinkTarget | undefined {
  if (linked.what === 'poster') {
    const { height, atMs } = linked.scope;
    return { what: 'poster', ...findImage(video, { height, atMs }) };
  }
  if (linked.what !== 'image') return linked;
  const found = findImage(video, { name: linked.name });
  if (!('image' in found)) return undefined;
  const isOpen = linked.within === undefined || isInStoryboard(manifestsOf(video), linked.within, found.image);
  return isOpen ? { what: 'image', image: found.image } : undefined;
}

/** An ambiguous id counts as unknown: callers of permalinks learn nothing else. */
async function findUnlessAmbiguous(findVideo: FindVideo, videoId: string): Promise<Video | undefined> {
  try {
    return await findVideo(videoId);
  } catch (error) {
    if (error instanceof Failure && error.code === 'ambiguous-video') return undefined;
    throw error;
  }
}
