import type { Cache } from '../../application/reading/find-video.js';
import { makeGetStoryboard } from '../../application/get-storyboard.js';
import type { SigningPorts } from '../../application/sign-video.js';
import type { StoryboardName } from '../../domain/linked-name.js';
import type { LinkRooms } from '../follow-link.js';
import { makeAnswerStoryboard } from './answer-storyboard.js';
import { linkedUrls, readLinkedUrls, type LinkedUrls } from './linked-urls.js';
import { readQuery } from '../read-query.js';
import type { Asked } from '../request.js';
import { FORMATS, type StoryboardFormat } from './storyboard-formats.js';

export interface LinkedStoryboards {
  ports: SigningPorts;
  bodies: Cache<string>;
  /** What our own URLs begin with. */
  publicUrl: string;
  /** Where the caller does not say. */
  defaultUrls: LinkedUrls;
}

/**
 * A storyboard that a link leads to: which one the link says, and the caller no more than what its URLs shall be, and in which
 * dialect of JSON it is.
 */
export function makeShowLinkedStoryboard(rooms: LinkedStoryboards): LinkRooms['showStoryboard'] {
  const { ports, bodies, publicUrl, defaultUrls } = rooms;
  return async ({ video, link, token, name, scope }, request, log) => {
    const format = formatOf(name, request);
    const urls = readLinkedUrls(request) ?? defaultUrls;
    const makeUrls = linkedUrls(ports, link, `${publicUrl}/api/Links/${token}/`, urls);
    // Of the video that the link has opened: it is not looked for again, under what may be another's name by now.
    const found = { findVideo: () => Promise.resolve(video), clock: ports.clock };
    const answer = makeAnswerStoryboard(makeGetStoryboard(found), bodies);
    return answer({ videoId: video.id, wanted: scope, makeUrls, format }, request, log);
  };
}

function formatOf(name: StoryboardName, request: Pick<Asked, 'url'>): StoryboardFormat {
  switch (name) {
    case 'Thumbnails.vtt':
      return FORMATS.webvtt;
    case 'Thumbnails.m3u8':
      return FORMATS.playlist;
    case 'Storyboard.json':
      return FORMATS[readQuery(request, ['format']).format ?? 'cues'];
  }
}
