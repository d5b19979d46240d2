import * as z from 'zod';
import { STORYBOARD } from '../http/parameters.js';
import {
  answerStoryboard,
  EXAMPLE_CUE,
  STORYBOARD_PROBLEMS,
  storyboardResponse,
} from '../http/storyboard/answer-storyboard.js';
import { FORMATS } from '../http/storyboard/storyboard-formats.js';
import { httpFunction } from '../runtime.js';

const example = `WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n${EXAMPLE_CUE}\n`;

export const getWebVtt = httpFunction({
  name: 'getWebVtt',
  method: 'GET',
  route: 'Videos/{id}/Thumbnails.vtt',
  access: 'function-key',
  summary: 'A storyboard of a video as WebVTT, with URLs that fetch its images now',
  query: STORYBOARD,
  responses: storyboardResponse({
    [FORMATS.webvtt.contentType]: { schema: z.string().regex(/^WEBVTT\n/), example },
  }),
  problems: STORYBOARD_PROBLEMS,
  handler: (app) => (parsed) => answerStoryboard(app, parsed, FORMATS.webvtt),
});
