import * as z from 'zod';
import { linksResource, type LinksResource } from '../../links-resource.js';
import { PAGE_HEADERS, PAGE_TYPE } from '../headers.js';
import { IMAGE_PROBLEMS, imageContent, toImage } from '../image-content.js';
import { READING, type Operation, type Parameter } from '../operation.js';
import { inQuery, videoId } from '../parameters.js';

const root = 'https://media.example.com/api/Links/MQprCmltYWdl.bWFj';
const example: LinksResource = {
  VideoId: 'sample',
  Expires: '2026-12-24T12:00:00.000Z',
  Poster: `${root}/Thumbnail.jpg`,
  Image: `${root}/681fc5545c-8adec817-1.jpg`,
  WebVtt: `${root}/Thumbnails.vtt`,
  Storyboard: `${root}/Storyboard.json`,
  Playlist: `${root}/Thumbnails.m3u8`,
  ContactSheet: `${root}/ContactSheet`,
};

const text = z.string();

/** A storyboard under a link may also have names that lead on from where it lies. */
const urls: Parameter = {
  name: 'urls',
  in: 'query',
  description: 'Of a storyboard: which URLs its images have; `relative` ones lead on from where the file lies.',
  schema: z.enum(['sas', 'permalink', 'relative']),
  example: 'relative',
};

/** The routes of permalinks. */
export const linkRoutes: readonly Operation[] = [
  {
    door: 'getLinks',
    method: 'get',
    route: 'Videos/{id}/Links',
    summary: 'Permalinks into a video',
    description:
      'They work for weeks and need no key. `at` and `height` choose the image, `kind` and `height` the storyboard.',
    access: 'function-key',
    parameters: [videoId, ...inQuery(['kind', 'height', 'at'])],
    answers: {
      200: {
        description: 'The links; null for what the video does not have.',
        headers: ['ETag', 'X-Url-Expires', 'Retry-After'],
        content: { 'application/json': { schema: linksResource, example } },
      },
    },
    problems: [...READING, 'links-off'],
  },
  {
    door: 'followLink',
    method: 'get',
    route: 'Links/{token}/{name}',
    summary: 'What a permalink leads to',
    description: 'Every refusal is one and the same answer: `link-not-found`.',
    access: 'anyone',
    parameters: [
      { name: 'token', in: 'path', description: 'What is signed.', schema: z.string(), example: 'MQprCmltYWdl.bWFj' },
      { name: 'name', in: 'path', description: 'What it leads to.', schema: z.string(), example: 'Thumbnail.jpg' },
      urls,
      ...inQuery(['format', 'series', 'page']),
    ],
    answers: {
      200: {
        description: 'A storyboard or the contact sheet; or the image itself, where the app brings images.',
        headers: ['ETag', 'X-Url-Expires', 'Retry-After', 'Content-Disposition', ...PAGE_HEADERS],
        content: {
          ...imageContent,
          'text/vtt': { schema: text, example: 'WEBVTT\n' },
          'application/json': { schema: z.unknown(), example: [] },
          'application/vnd.apple.mpegurl': { schema: text, example: '#EXTM3U\n' },
          [PAGE_TYPE]: { schema: text, example: '<!doctype html>' },
        },
      },
      302: toImage,
    },
    problems: [
      ...([
        'bad-request',
        'link-not-found',
        'pending',
        'failed',
        'no-thumbnails',
        'no-timeline',
        'format-unfit',
      ] as const),
      ...([...IMAGE_PROBLEMS, 'internal', 'unavailable', 'bad-settings'] as const),
    ],
  },
];
