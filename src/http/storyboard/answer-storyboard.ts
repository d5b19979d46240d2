import type { HttpResponseInit } from '@azure/functions';
import type { Cache } from '../../application/reading/find-video.js';
import type { GetStoryboard, MakeImageUrls } from '../../application/get-storyboard.js';
import type { Log } from '../../application/ports.js';
import type { StoryboardQuery } from '../../domain/storyboard.js';
import { entityTag, isHeld } from '../entity-tag.js';
import { problem } from '../problem.js';
import type { Asked } from '../request.js';
import { notModified, success, urlsEnd } from '../response.js';
import type { StoryboardFormat } from './storyboard-formats.js';
import { withUrls } from './written-storyboard.js';

/** Which storyboard, of which video, with which URLs, written how. */
export interface StoryboardWish {
  videoId: string;
  wanted: StoryboardQuery;
  makeUrls: MakeImageUrls;
  format: StoryboardFormat;
}

export type AnswerStoryboard = (
  wish: StoryboardWish,
  request: Pick<Asked, 'headers'>,
  log: Log,
) => Promise<HttpResponseInit>;

/** Whoever asks says what makes the URLs. Bodies are kept by their entity tag, so that a repeat in a window signs nothing. */
export function makeAnswerStoryboard(get: GetStoryboard, bodies: Cache<string>): AnswerStoryboard {
  return async ({ videoId: asked, wanted, makeUrls, format }, request, log) => {
    const found = await get(asked, wanted, makeUrls);
    const line = { videoId: found?.videoId ?? asked, format: format.name, cues: 0, signed: 0 };
    if (found === undefined || 'missing' in found) {
      log('storyboard-answered', { ...line, outcome: found?.missing ?? 'unknown' });
      return problem(found?.missing ?? 'video-not-found', { detail: found?.failureReason });
    }
    const { storyboard, urls } = found;
    line.cues = storyboard.cues.length;
    const tag = entityTag(format.name, urls.tag, [...(wanted.kinds ?? [])].sort().join(), String(wanted.height ?? ''));
    const ends = urls.expires === undefined ? {} : urlsEnd(urls.expires);
    if (isHeld(request, tag)) {
      log('storyboard-answered', { ...line, outcome: 'not-modified' });
      return notModified(tag, ends);
    }
    const kept = bodies.get(tag);
    const body = kept ?? format.write(withUrls(storyboard, urls.urlOf));
    if (body === undefined) {
      log('storyboard-answered', { ...line, outcome: 'format-unfit' });
      return problem('format-unfit', { detail: format.demands });
    }
    if (kept === undefined) bodies.set(tag, body, { size: body.length });
    const signed = kept === undefined ? storyboard.images.length : 0;
    log('storyboard-answered', { ...line, outcome: 'answered', signed });
    return success(format.contentType, body, tag, ends);
  };
}
