/** A type of image that is recorded and served. SVG is left out, since it is active content. */
interface ImageType {
  contentType: string;
  /** In lower case. The first one ends the image's name in our own URLs. */
  extensions: readonly [string, ...string[]];
  /** The parser of `image-size` that reads the header. Without one, src/adapters/blob reads it. */
  parser?: string;
}

export const IMAGE_TYPES: readonly ImageType[] = [
  { contentType: 'image/jpeg', extensions: ['jpg', 'jpeg'] },
  { contentType: 'image/png', extensions: ['png'], parser: 'png' },
  { contentType: 'image/webp', extensions: ['webp'], parser: 'webp' },
  { contentType: 'image/gif', extensions: ['gif'], parser: 'gif' },
  { contentType: 'image/bmp', extensions: ['bmp'], parser: 'bmp' },
  { contentType: 'image/avif', extensions: ['avif'] },
];

export function contentTypeOf(fileName: string): string | undefined {
  const extension = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase();
  return IMAGE_TYPES.find(({ extensions }) => extensions.includes(extension))?.contentType;
}

/** The extension of names in our own URLs; undefined for a type that is not served. */
export function extensionOf(contentType: string): string | undefined {
  return IMAGE_TYPES.find((type) => type.contentType === contentType)?.extensions[0];
}

/** Whether bytes may be shown as this type: a row that was changed by hand cannot make a page of an image. */
export function isImageType(contentType: string): boolean {
  return extensionOf(contentType) !== undefined;
}
