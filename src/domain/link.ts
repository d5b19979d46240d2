/** What a permalink opens: one image, the poster, a storyboard with its images, or all that there is of a video. */
export const LINK_PURPOSES = ['image', 'poster', 'storyboard', 'page'] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

export interface LinkTarget {
  purpose: LinkPurpose;
  /** The video's own id, in its canonical spelling. */
  videoId: string;
  /**
   * Which one, of several: the ID of an image; of a poster and a storyboard what was asked for, in one spelling
   * (link-scope.ts); nothing for a page.
   */
  scope: string;
}

/** A permalink, as it is signed. */
export interface Link extends LinkTarget {
  /** The id of the key that signs it. */
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

/** A link as the text that is signed. */
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
