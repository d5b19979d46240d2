import * as z from 'zod';
import { MAX_VIDEOS } from '../application/reading/list-many.js';
import { MAX_PAGE } from '../application/reading/list-thumbnails.js';
import { KINDS } from '../domain/manifest.js';
import type { Kind } from '../domain/series.js';
import { MAX_VIDEO_ID_LENGTH } from '../domain/video-id.js';
import { oneOf, seconds, text, whole } from './parameter.js';
import { videoIdsIn } from './read-query.js';

/** Pages of the largest video are fewer. */
const MAX_SHEET_PAGE = 999_999;
/** Far beyond any image. */
const MAX_PIXELS = 100_000;

const kinds = z.string().regex(new RegExp(`^\\s*(${KINDS.join('|')})\\s*(,\\s*(${KINDS.join('|')})\\s*)*$`, 'i'));

/** Every query parameter: its schema, what it means, an example that may be sent. In the order of their normal form. */
export const PARAMETERS = {
  kind: {
    description: 'One or several of Poster, Thumbnail and Sprite, with commas between them; in any case.',
    example: 'Poster,Thumbnail',
    must: `must be one or more of ${KINDS.join(', ')}, with commas between them`,
    schema: kinds,
    fromText: kinds.transform((names): Kind[] => {
      const named = names.split(',').map((name) => name.trim().toLowerCase());
      return KINDS.filter((kind) => named.includes(kind.toLowerCase()));
    }),
    toText: (all: Kind[]) => all.join(','),
  },
  minHeight: {
    ...whole(1, MAX_PIXELS),
    description: 'No image lower than this; sprites count by their tiles.',
    example: 180,
  },
  maxHeight: {
    ...whole(1, MAX_PIXELS),
    description: 'No image higher than this, which is at least `minHeight`; sprites count by their tiles.',
    example: 720,
    atLeast: 'minHeight',
  },
  height: {
    ...whole(1, MAX_PIXELS),
    description:
      'Of each kind the smallest size that is at least as high, else the largest; sprites count by their tiles.',
    example: 360,
  },
  from: { ...seconds, description: 'No image of an earlier moment, in seconds.', example: 0 },
  to: {
    ...seconds,
    description: 'No image of this moment or a later one, in seconds; more than `from`.',
    example: 12.5,
    moreThan: 'from',
  },
  at: {
    ...seconds,
    description: 'Of each kind and size the image nearest to this moment, in seconds.',
    example: 4,
  },
  format: { ...oneOf(['cues', 'storyboard']), description: 'The dialect of the JSON.', example: 'cues' },
  expand: { ...oneOf(['details']), description: 'What is added to each thumbnail.', example: 'details' },
  urls: {
    ...oneOf(['sas', 'permalink']),
    description: 'Which URLs are made: those that storage takes for a while, or permalinks, which work for weeks.',
    example: 'permalink',
  },
  ttl: {
    description: 'For how many seconds URLs must work at least; limited by the settings.',
    example: 3600,
    must: 'must be a whole number of seconds from 1 on',
    schema: z.int().min(1),
    // The signer knows how much is allowed, and shortens what is longer.
    fromText: z
      .string()
      .regex(/^0*[1-9]\d*$/)
      .transform((digits) => Math.min(Number(digits), Number.MAX_SAFE_INTEGER)),
    toText: String,
  },
  limit: { ...whole(1, MAX_PAGE), description: 'How many thumbnails a page has at most.', example: 3 },
  continuation: {
    ...text(z.string().min(1).max(100), 'must come from the link to the next page'),
    description: 'From the `Link` of the page before; it holds while the video’s manifests are the same.',
    example: '3.0c45f2f8f1b0a9de',
  },
  /** As domain/series-group.ts names a series. */
  series: {
    ...text(
      z.string().regex(/^[0-9a-f]{10}-[0-9a-f]{8,16}-\d{1,6}x\d{1,6}$/),
      'must come from a link on the contact sheet',
    ),
    description: 'The series that the page shows; from a link on the contact sheet.',
    example: '681fc5545c-8adec817-640x360',
  },
  page: { ...whole(1, MAX_SHEET_PAGE), description: 'Which page of it.', example: 1 },
};

const { kind, minHeight, maxHeight, height, from, to, at, expand, urls, ttl, limit, continuation } = PARAMETERS;

/** Parameters for many lists at once, which have no further pages. */
export const LIST_OF_MANY = { kind, minHeight, maxHeight, height, from, to, at, expand, urls, ttl, limit };
export const LIST = { ...LIST_OF_MANY, continuation };
export const STORYBOARD = { kind, height, urls, ttl };

/** Of a storyboard under a permalink; the URLs may also be names that lead on from where the file lies. */
export const linkedUrls = {
  ...oneOf(['sas', 'permalink', 'relative']),
  description: 'Of a storyboard: which URLs its images have; `relative` ones lead on from where the file lies.',
  example: 'relative',
} as const;

export const videoIds = {
  ...text(z.string().min(1), ''),
  description: `Up to ${MAX_VIDEOS} video ids with commas between them, each answered again when repeated; may be given several times. A comma in an id is \`%2C\`, a slash \`%2F\`; an unknown id with commas stands for the ids between them.`,
  example: 'sample',
  isRequired: true,
  readFrom: videoIdsIn,
};

/** The parameters of paths, by the names that routes have for them. */
export const PATH_PARAMETERS = {
  id: {
    description:
      'The video id, or the name or id of an output asset of the video. Neither control characters nor `/` and `\\`; GUIDs compare without case.',
    schema: z.string().min(1).max(MAX_VIDEO_ID_LENGTH),
    example: 'sample',
  },
  thumbnailId: {
    description: 'The `ID` of a thumbnail.',
    schema: z.string().min(1),
    example: '681fc5545c-8adec817-1',
  },
  token: { description: 'What is signed.', schema: z.string(), example: 'MQprCmltYWdl.bWFj' },
  name: { description: 'What it leads to.', schema: z.string(), example: 'Thumbnail.jpg' },
};
