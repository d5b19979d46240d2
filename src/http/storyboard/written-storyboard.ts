import type { Cue, Storyboard } from '../../domain/storyboard.js';
import type { Thumbnail } from '../../domain/thumbnail.js';

/** A storyboard whose images have URLs. */
export interface WrittenStoryboard extends Storyboard {
  urlOf: (image: Thumbnail) => string;
}

/** Signs each image when its URL is first wanted, and once, however many tiles of it show. */
export function withUrls(storyboard: Storyboard, sign: (image: Thumbnail) => string): WrittenStoryboard {
  const urls = new Map<Thumbnail, string>();
  const urlOf = (image: Thumbnail): string => {
    const url = urls.get(image) ?? sign(image);
    urls.set(image, url);
    return url;
  };
  return { ...storyboard, urlOf };
}

/** An image's URL and the part of it that shows, as https://www.w3.org/TR/media-frags/#naming-space has it. */
export function cueUrl({ urlOf }: WrittenStoryboard, { image, x, y, width, height }: Cue): string {
  return `${urlOf(image)}#xywh=${x},${y},${width},${height}`;
}
