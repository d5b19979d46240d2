import type { LRUCache } from 'lru-cache';
import type { FindVideo } from '../application/find-video.js';
import { makeGetStoryboard, makeSignedUrls } from '../application/get-storyboard.js';
import type { SigningPorts } from '../application/sign-video.js';
import type { Answer } from '../http/answer.js';
import { makeAnswerStoryboard } from '../http/storyboard/answer-storyboard.js';
import { makeGetWebVttHandler } from '../http/storyboard/get-storyboard.js';

/** The rooms that answer with storyboards. */
export function joinStoryboards(
  findVideo: FindVideo,
  signing: SigningPorts,
  bodies: LRUCache<string, string>,
): Record<'getWebVtt', Answer> {
  const answer = makeAnswerStoryboard(makeGetStoryboard({ findVideo, clock: signing.clock }), bodies);
  const signedUrls = makeSignedUrls(signing);
  return { getWebVtt: makeGetWebVttHandler(answer, signedUrls) };
}
