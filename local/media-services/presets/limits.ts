/** Images of one job; a two-hour film at one image a second has 7,200. */
export const maxImages = 20_000;

/** Pixels of one job, all images together: about ten thousand images of 1080p. */
export const maxPixels = 20_000_000_000;

/** Pixels of one image or sprite; 8K video has 33 million. */
export const maxPixelsPerImage = 100_000_000;
