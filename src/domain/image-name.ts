import type { Thumbnail } from './thumbnail.js';

/** Types of image that are recorded and may be shown, with the extension of their names in our URLs. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/bmp': 'bmp',
};

/** The name of an image in our own URLs, by its ID and its type: players look at a path's extension. */
export function imageNameOf({ id, contentType }: Pick<Thumbnail, 'id' | 'contentType'>): string {
  return `${id}.${EXTENSIONS[contentType] ?? 'jpg'}`;
}

/** Whether bytes may be shown as this type: a row that somebody has changed cannot make a page of an image. */
export function isImageType(contentType: string): boolean {
  return contentType in EXTENSIONS;
}

/** The ID in the name of an image; undefined for another name. Whether the extension is the image's own is not known here. */
export function idInImageName(name: string): string | undefined {
  return /^([0-9a-f]{10}-(?:[0-9a-f]{16}|[0-9a-f]{8}-\d{1,16}))\.(?:jpg|png|webp|gif|bmp)$/.exec(name)?.[1];
}
