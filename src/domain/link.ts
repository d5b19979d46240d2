import type { ThumbnailFilter } from './select-thumbnails.js';
import { idInImageName } from './thumbnail.js';

/** What a permalink opens: one image, the poster, a storyboard with its images, or all that there is of a video. */
export const LINK_PURPOSES = ['image', 'poster', 'storyboard', 'page'] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

/** The parameters of the request that made a permalink to a poster or a storyboard. */
export type LinkScope = Pick<ThumbnailFilter, 'kinds' | 'height' | 'atMs'>;

export interface Link {
  purpose: LinkPurpose;
  /** The video's own id, in its canonical spelling. */
  videoId: string;
  /** The ID of an image; of a poster and a storyboard the text of the `LinkScope`; nothing for a page. */
  scope: string;
  keyId: string;
  /** In whole seconds. */
  expires: Date;
  /** When the video was last deleted before the link was made, in milliseconds since 1970; 0 for never. */
  epochMs: number;
}

/** Why a permalink is rejected: for the log alone, since every caller gets the same answer. */
export type LinkRefusal = 'malformed' | 'invalid-signature' | 'expired' | 'unknown-video' | 'deleted' | 'out-of-scope';

const VERSION = '1';
/** One spelling for each link: no field can hold a line break, and no number a sign, a fraction or a leading zero. */
const TEXT = new RegExp(
  `^${VERSION}\n([A-Za-z0-9-]{1,16})\n(${LINK_PURPOSES.join('|')})\n([1-9]\\d{0,10})\n(0|[1-9]\\d{0,14})\n([^\n]+)\n([^\n]*)$`,
);

export function toLinkText({ keyId, purpose, expires, epochMs, videoId, scope }: Link): string {
  return [VERSION, keyId, purpose, expires.getTime() / 1000, epochMs, videoId, scope].join('\n');
}

/** Reads what `toLinkText` has written; undefined for anything else, such as the text of a later version. */
export function fromLinkText(text: string): Link | undefined {
  const parts = TEXT.exec(text);
  if (parts === null) return undefined;
  const [, keyId = '', purpose = '', seconds, epochMs, videoId = '', scope = ''] = parts;
  const expires = new Date(Number(seconds) * 1000);
  return { keyId, purpose: purpose as LinkPurpose, expires, epochMs: Number(epochMs), videoId, scope };
}

/** The epoch of links that are made now: a video that is deleted later leaves them behind. */
export function epochOf({ deletedAt }: { deletedAt?: Date }): number {
  return deletedAt?.getTime() ?? 0;
}

/** In one spelling, so that the same question gives the same link. */
export function toScopeText({ kinds, height, atMs }: LinkScope): string {
  return new URLSearchParams({
    ...(kinds !== undefined && { kind: [...new Set(kinds)].sort().join(',') }),
    ...(height !== undefined && { height: String(height) }),
    ...(atMs !== undefined && { at: String(atMs) }),
  }).toString();
}

/** Reads what `toScopeText` has written; the text was signed, so it is our own. */
function fromScopeText(text: string): LinkScope {
  const { kind, height, at } = Object.fromEntries(new URLSearchParams(text));
  return {
    ...(kind !== undefined && { kinds: kind.split(',') as NonNullable<LinkScope['kinds']> }),
    ...(height !== undefined && { height: Number(height) }),
    ...(at !== undefined && { atMs: Number(at) }),
  };
}

/** The names of what a link can lead to, besides images by their IDs. */
export const POSTER_NAME = 'Thumbnail.jpg';
export const PAGE_NAME = 'ContactSheet';
const STORYBOARD_NAMES = ['Thumbnails.vtt', 'Storyboard.json', 'Thumbnails.m3u8'] as const;
export type StoryboardName = (typeof STORYBOARD_NAMES)[number];

export type Linked =
  | { what: 'image'; name: string; within?: LinkScope }
  | { what: 'poster'; scope: LinkScope }
  | { what: 'storyboard'; name: StoryboardName; scope: LinkScope }
  | { what: 'page' };

/**
 * What this name means under a link of this purpose and scope; undefined when the link does not open it. An image has still to be
 * found, with this very name; under a storyboard in its series.
 */
export function linkedName({ purpose, scope }: Pick<Link, 'purpose' | 'scope'>, name: string): Linked | undefined {
  const id = idInImageName(name);
  const image = id === undefined ? undefined : ({ what: 'image', name } as const);
  const storyboard = STORYBOARD_NAMES.find((one) => one === name);
  switch (purpose) {
    case 'image':
      return id === scope ? image : undefined;
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
