import * as z from 'zod';
import { STORYBOARD_PARAMETERS } from '../../storyboard/get-storyboard.js';
import { FORMATS } from '../../storyboard/storyboard-formats.js';
import { PAGE_HEADERS, PAGE_TYPE } from '../headers.js';
import { READING, type Content, type Operation } from '../operation.js';
import { inQuery, videoId } from '../parameters.js';

const URL =
  'https://contosomedia.blob.core.windows.net/asset-1/Thumbnail000001.jpg?sv=2025-11-05&sr=b&sp=r&sig=example';
const CUE = `${URL}#xywh=0,0,640,360`;

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

const webVtt = `WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n${CUE}\n`;
const playlist = `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:2
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-IMAGES-ONLY
#EXTINF:2.000,
${URL}
#EXT-X-ENDLIST
`;

/** What all of them have in common. */
const storyboard = (content: Record<string, Content>) =>
  ({
    method: 'get',
    access: 'function-key',
    answers: {
      200: {
        description: 'One cue an image, or one a tile of a sprite.',
        headers: ['ETag', 'X-Url-Expires'],
        content,
      },
    },
    problems: [...READING, 'pending', 'failed', 'no-thumbnails', 'no-timeline', 'format-unfit'],
  }) as const;
const parameters = [videoId, ...inQuery(STORYBOARD_PARAMETERS)];

/** A video's images over time, as players read them and as a person sees them. */
export const storyboardRoutes: readonly Operation[] = [
  {
    door: 'getWebVtt',
    route: 'Videos/{id}/Thumbnails.vtt',
    summary: 'A storyboard of a video as WebVTT, with URLs that fetch its images now',
    parameters,
    ...storyboard({ [FORMATS.webvtt.contentType]: { schema: z.string().regex(/^WEBVTT\n/), example: webVtt } }),
  },
  {
    door: 'getStoryboard',
    route: 'Videos/{id}/Storyboard.json',
    summary: 'The same as JSON, in one of two dialects',
    parameters: [...parameters, ...inQuery(['format'])],
    ...storyboard({
      [FORMATS.cues.contentType]: {
        schema: z.union([cueList, sheetObject]),
        example: [{ startTime: 0, endTime: 2, text: CUE }],
      },
    }),
  },
  {
    door: 'getPlaylist',
    route: 'Videos/{id}/Thumbnails.m3u8',
    summary: 'The same as an HLS image media playlist',
    parameters,
    ...storyboard({ [FORMATS.playlist.contentType]: { schema: z.string().regex(/^#EXTM3U\n/), example: playlist } }),
  },
  {
    door: 'showContactSheet',
    method: 'get',
    route: 'Videos/{id}/ContactSheet',
    summary: 'A page that shows a person all that is known of a video',
    access: 'function-key',
    parameters: [videoId, ...inQuery(['series', 'page'])],
    answers: {
      200: {
        description: 'The page.',
        headers: ['ETag', 'X-Url-Expires', 'Retry-After', ...PAGE_HEADERS],
        content: { [PAGE_TYPE]: { schema: z.string(), example: '<!doctype html>' } },
      },
    },
    problems: READING,
    hasProblemPages: true,
  },
];
