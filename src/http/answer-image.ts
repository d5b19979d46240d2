import type { HttpResponseInit } from '@azure/functions';
import type { ShownImage } from '../application/find-image.js';
import type { Clock } from '../application/ports.js';

/** How an image is handed over. */
export type AnswerImage = (image: ShownImage) => Promise<HttpResponseInit> | HttpResponseInit;

/** A redirect that is kept leads to a URL that has to work still when the browser gets there. */
const MARGIN_SECONDS = 60;

/** By a redirect to where it lies, which may be kept for as long as that URL works, less a minute. */
export function makeRedirectToImage(clock: Clock): AnswerImage {
  return ({ url, expires }) => {
    const leftSeconds = Math.floor((expires.getTime() - clock().getTime()) / 1000);
    const maxAge = Math.max(0, leftSeconds - MARGIN_SECONDS);
    return {
      status: 302,
      headers: {
        Location: url(),
        'Cache-Control': `private, max-age=${maxAge}`,
        'X-Url-Expires': expires.toISOString(),
      },
    };
  };
}
