import type { Link, LinkPurpose, LinkRefusal } from '../../domain/link.js';
import type { Video } from '../../domain/video.js';

/** Makes permalinks, and says which are ours. */
export interface Permalinks {
  /** Links into one video that are made now: the same for a whole day, and on every instance. */
  forVideo(video: Pick<Video, 'id' | 'deletedAt'>, now: Date): VideoPermalinks;
  /** What a token says, if its signature is valid and it has not expired; else why it is rejected. */
  verify(token: string, now: Date): Link | LinkRefusal;
}

export interface VideoPermalinks {
  /** Changes whenever any link would: by key, by address, by day, and when the video is deleted. */
  tag: string;
  expires: Date;
  /** Signs one link; what it gives makes the URLs of the names under it, and signs nothing more. */
  linkTo: (purpose: LinkPurpose, scope?: string) => (name: string) => string;
}
