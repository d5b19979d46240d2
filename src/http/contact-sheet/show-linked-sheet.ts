import type { HttpResponseInit } from '@azure/functions';
import type { Log } from '../../application/ports.js';
import { makeLinkedSheetUrls, type Delivery } from '../../application/sheet-urls.js';
import { makeShowContactSheet } from '../../application/show-contact-sheet.js';
import type { SigningPorts } from '../../application/sign-video.js';
import type { Video } from '../../domain/video.js';
import { readQuery } from '../read-query.js';
import type { Asked } from '../request.js';
import { makeAnswerContactSheet } from './answer-contact-sheet.js';

export interface LinkedSheets {
  ports: SigningPorts;
  imageOrigins: readonly string[];
  /** What our own URLs begin with. */
  publicUrl: string;
  delivery: Delivery;
}

/** What a link has opened. */
interface Opened {
  token: string;
  video: Video;
  link: { expires: Date };
}

/** The contact sheet that a link leads to, of the video that it has opened: that one is not looked for again. */
export function makeShowLinkedSheet({ ports, imageOrigins, publicUrl, delivery }: LinkedSheets) {
  return async ({ token, video, link }: Opened, request: Asked, log: Log): Promise<HttpResponseInit> => {
    const show = makeShowContactSheet({ findVideo: () => Promise.resolve(video), clock: ports.clock });
    const answer = makeAnswerContactSheet(show, imageOrigins);
    const base = `${publicUrl}/api/Links/${token}/`;
    const makeUrls = makeLinkedSheetUrls(ports, { expires: link.expires, base }, delivery);
    return answer({ videoId: video.id, query: readQuery(request, ['series', 'page']), makeUrls }, request, log);
  };
}
