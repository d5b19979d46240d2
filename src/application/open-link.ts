import { epochOf, type Link, type LinkRefusal } from '../domain/link.js';
import { linkedName, type Linked } from '../domain/linked-name.js';
import type { Video } from '../domain/video.js';
import { Failure } from './failure.js';
import type { FindVideo } from './reading/find-video.js';
import type { Links } from './links.js';
import type { Clock } from './ports.js';

/** A link that may be followed: to which of a video's images or pages, and until when. */
export interface OpenedLink {
  link: Link;
  video: Video;
  linked: Linked;
}

/** A link that may not; what it says is known only when it is ours. */
export interface RefusedLink {
  refused: LinkRefusal;
  link?: Link;
}

/** Opens a link by its token and the name behind it. What the name leads to has still to be found. */
export type OpenLink = (token: string, name: string) => Promise<OpenedLink | RefusedLink>;

/**
 * The signature first, then the end: nothing is read for a token that is not ours or is over. A video that was deleted
 * after the link was made does not open by it, even if it was encoded anew since.
 */
export function makeOpenLink(ports: { links: Links; findVideo: FindVideo; clock: Clock }): OpenLink {
  return async (token, name) => {
    const link = ports.links.read(token, ports.clock());
    if (typeof link === 'string') return { refused: link };
    const video = await findUnlessAmbiguous(ports.findVideo, link.videoId);
    // By an id that has become a name of another video, that one is found: the link is not for it.
    if (video?.id !== link.videoId) return { refused: 'unknown-video', link };
    if (link.epochMs < epochOf(video)) return { refused: 'deleted', link };
    const linked = linkedName(link, name);
    return linked === undefined ? { refused: 'wrong-name', link } : { link, video, linked };
  };
}

/** An id that has become a name of several videos is that of none, as with one: callers of links are told no more. */
async function findUnlessAmbiguous(findVideo: FindVideo, videoId: string): Promise<Video | undefined> {
  try {
    return await findVideo(videoId);
  } catch (error) {
    if (error instanceof Failure && error.code === 'ambiguous-video') return undefined;
    throw error;
  }
}
