import * as z from 'zod';
import { MAX_PAGE } from '../../application/list-thumbnails.js';
import { MAX_VIDEO_ID_LENGTH } from '../../domain/video-id.js';
import { MAX_PIXELS, MAX_SECONDS, MAX_SHEET_PAGE, type ParameterName } from '../parameters.js';
import type { Parameter } from './operation.js';

export const videoId: Parameter = {
  name: 'id',
  in: 'path',
  description:
    'The video id, or the name or id of an output asset of the video. Neither control characters nor `/` and `\\`; GUIDs compare without case.',
  schema: z.string().min(1).max(MAX_VIDEO_ID_LENGTH),
  example: 'sample',
};

export const thumbnailId: Parameter = {
  name: 'thumbnailId',
  in: 'path',
  description: 'The `ID` of a thumbnail.',
  schema: z.string().min(1),
  example: '681fc5545c-8adec817-1',
};

const pixels = z.int().min(1).max(MAX_PIXELS);
const seconds = z.number().min(0).max(MAX_SECONDS);

/**
 * What a caller may put into a query, of what ../parameters.ts reads there: that is the source of what is taken, and a test
 * holds the two to each other.
 */
const QUERY: Record<ParameterName, Omit<Parameter, 'name' | 'in'>> = {
  kind: {
    description: 'One or several of Poster, Thumbnail and Sprite, with commas between them; in any case.',
    schema: z.string().regex(/^\s*(poster|thumbnail|sprite)\s*(,\s*(poster|thumbnail|sprite)\s*)*$/i),
    example: 'Poster,Thumbnail',
  },
  minHeight: { description: 'No image lower than this; sprites count by their tiles.', schema: pixels, example: 180 },
  height: {
    description:
      'Of each kind the smallest size that is at least as high, else the largest; sprites count by their tiles.',
    schema: pixels,
    example: 360,
  },
  from: { description: 'No image of an earlier moment, in seconds.', schema: seconds, example: 0 },
  to: {
    description: 'No image of this moment or a later one, in seconds; more than `from`.',
    schema: seconds,
    example: 12.5,
  },
  at: {
    description: 'Of each kind and size the image nearest to this moment, in seconds.',
    schema: seconds,
    example: 4,
  },
  format: { description: 'The dialect of the JSON.', schema: z.enum(['cues', 'storyboard']), example: 'cues' },
  expand: { description: 'What is added to each thumbnail.', schema: z.enum(['details']), example: 'details' },
  urls: {
    description: 'Which URLs are made: those that storage takes for a while, or permalinks, which work for weeks.',
    schema: z.enum(['sas', 'permalink']),
    example: 'permalink',
  },
  ttl: {
    description: 'For how many seconds URLs shall work at least; held to what the settings allow.',
    schema: z.int().min(1),
    example: 3600,
  },
  limit: {
    description: 'How many thumbnails a page has at most.',
    schema: z.int().min(1).max(MAX_PAGE),
    example: 3,
  },
  continuation: {
    description: 'From the `Link` of the page before; it holds while the video’s manifests are the same.',
    schema: z.string().min(1).max(100),
    example: '3.0c45f2f8f1b0a9de',
  },
  series: {
    description: 'The series of which a page is shown; from a link on the contact sheet.',
    schema: z.string().regex(/^[0-9a-f]{10}-[0-9a-f]{8,16}-\d{1,6}x\d{1,6}$/),
    example: '681fc5545c-8adec817-640x360',
  },
  page: { description: 'Which page of it.', schema: z.int().min(1).max(MAX_SHEET_PAGE), example: 1 },
};

/** These parameters of a query. */
export function inQuery(names: readonly ParameterName[]): Parameter[] {
  return names.map((name) => ({ name, in: 'query', ...QUERY[name] }));
}
