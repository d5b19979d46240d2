import type { SigningWindow } from '../../domain/signing-window.js';
import type { Thumbnail } from '../../domain/thumbnail.js';

/** A whole image as it lies in storage. */
export interface ImageBytes {
  bytes: Uint8Array;
  /** Strong, with its quotes: storage changes it with every write of the blob. */
  etag: string;
  /** To be called when they were sent, or are not going to be: until then they count as in flight. */
  release: () => void;
}

/** Why the bytes of an image are not returned; `busy` where too many are in flight. */
export type NoBytes = 'not-modified' | 'gone' | 'too-large' | 'busy';

/** Brings images themselves, for those who cannot reach the storage that holds them. */
export interface ImageReader {
  /**
   * One image of a stored manifest, with one call. `held` is the one strong tag that the caller has: while it is that of the
   * image, no bytes are read. Throws a `Failure` for storage that does not answer and for a location that is not allowed.
   */
  read(image: Pick<Thumbnail, 'location' | 'blobName'>, held?: string): Promise<ImageBytes | NoBytes>;
}

/** Signs the images of one location's account within one window. */
export interface WindowSigner {
  /** Changes whenever the same image would get another URL: part of an answer's ETag, never the key itself. */
  keyTag: string;
  sign(thumbnail: Thumbnail): string;
}

export interface UrlSigner {
  /** At most one call to storage, and none while the account's key is at hand. */
  forWindow(account: string, window: SigningWindow): Promise<WindowSigner>;
}
