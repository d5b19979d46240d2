import type { LRUCache } from 'lru-cache';
import type { FindVideo } from '../application/reading/find-video.js';
import { makeGetStoryboard, makeUrlsOfStoryboards } from '../application/get-storyboard.js';
import type { SigningPorts } from '../application/sign-video.js';
import type { Answer } from '../http/answer.js';
import { makeAnswerStoryboard } from '../http/storyboard/answer-storyboard.js';
import { makeGetStoryboardHandler, makeGetStoryboardJsonHandler } from '../http/storyboard/get-storyboard.js';
import { FORMATS } from '../http/storyboard/storyboard-formats.js';

/** The rooms that answer with storyboards. */
export function joinStoryboards(
  findVideo: FindVideo,
  signing: SigningPorts,
  bodies: LRUCache<string, string>,
): Record<'getWebVtt' | 'getStoryboard' | 'getPlaylist', Answer> {
  const answer = makeAnswerStoryboard(makeGetStoryboard({ findVideo, clock: signing.clock }), bodies);
  const urlsFor = makeUrlsOfStoryboards(signing);
  return {
    getWebVtt: makeGetStoryboardHandler(answer, urlsFor, FORMATS.webvtt),
    getStoryboard: makeGetStoryboardJsonHandler(answer, urlsFor),
    getPlaylist: makeGetStoryboardHandler(answer, urlsFor, FORMATS.playlist),
  };
}
