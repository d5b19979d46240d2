import * as z from 'zod';
import { PARAMETERS, STORYBOARD } from '../http/parameters.js';
import {
  answerStoryboard,
  EXAMPLE_CUE,
  STORYBOARD_PROBLEMS,
  storyboardResponse,
} from '../http/storyboard/answer-storyboard.js';
import { FORMATS } from '../http/storyboard/storyboard-formats.js';
import { httpFunction } from '../runtime.js';

const seconds = z.number().min(0);
const pixels = z.int().min(0);
const cueList = z.array(z.object({ startTime: seconds, endTime: seconds, text: z.url() })).meta({
  id: 'CueList',
  description: 'One entry an image, or one a tile; times in seconds. The URL ends with the part that shows (`#xywh=`).',
});
const sheetObject = z
  .object({
    url: z.url(),
    tile_width: pixels,
    tile_height: pixels,
    duration: seconds,
    tiles: z.array(z.object({ start: seconds, x: pixels, y: pixels })),
  })
  .meta({ id: 'SheetObject', description: 'One sheet, and where on it which tile lies; times in seconds.' });

export const getStoryboard = httpFunction({
  name: 'getStoryboard',
  method: 'GET',
  route: 'Videos/{id}/Storyboard.json',
  access: 'function-key',
  summary: 'The same as JSON, in one of two dialects',
  query: { ...STORYBOARD, format: PARAMETERS.format },
  responses: storyboardResponse({
    [FORMATS.cues.contentType]: {
      schema: z.union([cueList, sheetObject]),
      example: [{ startTime: 0, endTime: 2, text: EXAMPLE_CUE }],
    },
  }),
  problems: STORYBOARD_PROBLEMS,
  handler: (app) => (parsed) => answerStoryboard(app, parsed, FORMATS[parsed.query.format ?? 'cues']),
});
