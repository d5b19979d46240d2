import * as z from 'zod';

const link = z.url().nullable();

/** Links into one video; null for what it does not have. */
export const linksResource = z
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
