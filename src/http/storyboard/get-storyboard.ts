import type { MakeImageUrls } from '../../application/get-storyboard.js';
import type { Log } from '../../application/ports.js';
import type { UrlLife } from '../../domain/signing-window.js';
import { readVideoId, type Asked } from '../request.js';
import type { AnswerStoryboard } from './answer-storyboard.js';
import { readStoryboardQuery } from './read-storyboard-query.js';
import { webVtt } from './storyboard-formats.js';

/** `GET /api/Videos/{id}/Thumbnails.vtt`. */
export function makeGetWebVttHandler(answer: AnswerStoryboard, signedUrls: (asked: UrlLife) => MakeImageUrls) {
  return (request: Asked, log: Log) => {
    const { wanted, life } = readStoryboardQuery(request);
    const wish = { videoId: readVideoId(request), wanted, makeUrls: signedUrls(life), format: webVtt };
    return answer(wish, request, log);
  };
}
