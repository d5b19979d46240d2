import * as z from 'zod';
import type { FoundLinks } from '../application/links/get-links.js';
import { READING } from '../http/http-function.js';
import { queryText } from '../http/list-query.js';
import { PARAMETERS } from '../http/parameters.js';
import { RETRY_AFTER } from '../http/problem.js';
import { entityTag, noStoreJson, represent, UNKNOWN_VIDEO } from '../http/represent.js';
import { httpFunction } from '../runtime.js';

const link = z.url().nullable();

const linksResource = z
  .object({
    VideoId: z.string(),
    Expires: z.iso.datetime().describe('When all of them stop working.'),
    Poster: link.describe('The image that stands for the video, or for the moment: chosen anew each time.'),
    Image: link.describe('The very image that it is now.'),
    WebVtt: link,
    Storyboard: link,
    Playlist: link,
    ContactSheet: z.url(),
  })
  .meta({ id: 'Links', description: 'Permalinks into one video.' });
export type LinksResource = z.infer<typeof linksResource>;

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

const { kind, height, at } = PARAMETERS;

export const getLinks = httpFunction({
  name: 'getLinks',
  method: 'GET',
  route: 'Videos/{id}/Links',
  access: 'function-key',
  summary: 'Permalinks into a video',
  description:
    'They work for weeks and need no key. `at` and `height` choose the image, `kind` and `height` the storyboard.',
  query: { kind, height, at },
  responses: {
    200: {
      description: 'The links; null for what the video does not have.',
      headers: ['ETag', 'X-Url-Expires', 'Retry-After'],
      content: { 'application/json': { schema: linksResource, example } },
    },
  },
  problems: [...READING, 'links-off'],
  handler:
    (app) =>
    async ({ videoId, query, request, log }) => {
      const video = await app.findVideo(videoId);
      const found = video && app.getLinks(video, { kinds: query.kind, height: query.height, atMs: query.at });
      const id = video?.id ?? videoId;
      const logged = (outcome: string) => {
        log('permalinks-created', { videoId: id, outcome });
      };
      if (found === undefined) return represent(request, UNKNOWN_VIDEO, logged);
      if (found.isPending) {
        const response = noStoreJson(toLinksResource(id, found), { 'Retry-After': RETRY_AFTER });
        return represent(request, { outcome: 'pending', response }, logged);
      }
      const tag = entityTag('links', found.tag, queryText(query));
      const make = () => JSON.stringify(toLinksResource(id, found));
      return represent(request, { tag, expires: found.expires, make }, logged);
    },
});

function toLinksResource(videoId: string, { expires, sign }: FoundLinks): LinksResource {
  const { poster: Poster, image: Image, webVtt: WebVtt, contactSheet: ContactSheet, ...files } = sign();
  const { storyboard: Storyboard, playlist: Playlist } = files;
  return {
    VideoId: videoId,
    Expires: expires.toISOString(),
    Poster,
    Image,
    WebVtt,
    Storyboard,
    Playlist,
    ContactSheet,
  };
}
