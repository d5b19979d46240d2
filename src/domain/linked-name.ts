import { idInImageName } from './image-name.js';
import type { LinkTarget } from './link.js';
import { fromScopeText, type LinkScope } from './link-scope.js';

/** The names of what a link can lead to, besides images by their IDs. */
export const POSTER_NAME = 'Thumbnail.jpg';
export const STORYBOARD_NAMES = ['Thumbnails.vtt', 'Storyboard.json', 'Thumbnails.m3u8'] as const;
export type StoryboardName = (typeof STORYBOARD_NAMES)[number];
export const PAGE_NAME = 'ContactSheet';

/** What a name under a link means. */
export type Linked =
  | { what: 'image'; thumbnailId: string; name: string; within?: LinkScope }
  | { what: 'poster'; scope: LinkScope }
  | { what: 'storyboard'; name: StoryboardName; scope: LinkScope }
  | { what: 'page' };

/**
 * What this name means under a link of this purpose and scope; undefined when the link does not open it. Names are compared
 * as they are, with their case. An image has still to be found, with this very name; under a storyboard in its series.
 */
export function linkedName(
  { purpose, scope }: Pick<LinkTarget, 'purpose' | 'scope'>,
  name: string,
): Linked | undefined {
  const thumbnailId = idInImageName(name);
  const image = thumbnailId === undefined ? undefined : ({ what: 'image', thumbnailId, name } as const);
  const storyboard = STORYBOARD_NAMES.find((one) => one === name);
  switch (purpose) {
    case 'image':
      return thumbnailId === scope ? image : undefined;
    case 'poster':
      return name === POSTER_NAME ? { what: 'poster', scope: fromScopeText(scope) } : undefined;
    case 'storyboard': {
      const within = fromScopeText(scope);
      if (storyboard !== undefined) return { what: 'storyboard', name: storyboard, scope: within };
      return image && { ...image, within };
    }
    case 'page':
      if (name === PAGE_NAME) return { what: 'page' };
      if (name === POSTER_NAME) return { what: 'poster', scope: {} };
      return storyboard === undefined ? image : { what: 'storyboard', name: storyboard, scope: {} };
  }
}
