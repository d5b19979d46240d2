import * as z from 'zod';
import { STORYBOARD } from '../http/parameters.js';
import { answerStoryboard, STORYBOARD_PROBLEMS, storyboardResponse } from '../http/storyboard/answer-storyboard.js';
import { FORMATS } from '../http/storyboard/storyboard-formats.js';
import { exampleThumbnail } from '../http/thumbnail-resource.js';
import { httpFunction } from '../runtime.js';

const example = `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:2
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-IMAGES-ONLY
#EXTINF:2.000,
${exampleThumbnail.Url}
#EXT-X-ENDLIST
`;

export const getPlaylist = httpFunction({
  name: 'getPlaylist',
  method: 'GET',
  route: 'Videos/{id}/Thumbnails.m3u8',
  access: 'function-key',
  summary: 'The same as an HLS image media playlist',
  query: STORYBOARD,
  responses: storyboardResponse({
    [FORMATS.playlist.contentType]: { schema: z.string().regex(/^#EXTM3U\n/), example },
  }),
  problems: STORYBOARD_PROBLEMS,
  handler: (app) => (parsed) => answerStoryboard(app, parsed, FORMATS.playlist),
});
