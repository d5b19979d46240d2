/** Images one job may write. A two-hour film at one image a second is 7,200. */
export const mostImages = 20_000;

/** Pixels one job may write, all images together: about ten thousand images of 1080p. */
export const mostPixels = 20_000_000_000;

/** Pixels of one image or sprite sheet; 8K video has 33 million, and decoders of thumbnails give up long before 100. */
export const mostPixelsPerImage = 100_000_000;
