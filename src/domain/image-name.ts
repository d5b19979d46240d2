import { extensionOf, IMAGE_TYPES } from './image-type.js';
import type { Thumbnail } from './thumbnail.js';

const IMAGE_NAME = new RegExp(
  `^([0-9a-f]{10}-(?:[0-9a-f]{16}|[0-9a-f]{8}-\\d{1,16}))\\.(?:${IMAGE_TYPES.map(({ extensions }) => extensions[0]).join('|')})$`,
);

/** The name of an image in our own URLs, by its ID and its type: players look at a path's extension. */
export function imageNameOf({ id, contentType }: Pick<Thumbnail, 'id' | 'contentType'>): string {
  return `${id}.${extensionOf(contentType) ?? 'jpg'}`;
}

/** Whether bytes may be shown as this type: a row that was changed by hand cannot make a page of an image. */
export function isImageType(contentType: string): boolean {
  return extensionOf(contentType) !== undefined;
}

/** The ID in the name of an image; undefined for another name. Whether the extension is the image's own is not known here. */
export function idInImageName(name: string): string | undefined {
  return IMAGE_NAME.exec(name)?.[1];
}
