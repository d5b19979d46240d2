import type { HttpResponseInit } from '@azure/functions';
import type { OpenedLink, OpenLink, RefusedLink } from '../application/open-link.js';
import type { Log } from '../application/ports.js';
import { imageNameOf } from '../domain/image-name.js';
import type { Linked, StoryboardName } from '../domain/linked-name.js';
import type { LinkScope } from '../domain/link-scope.js';
import type { Manifest } from '../domain/manifest.js';
import { standingImage } from '../domain/standing-image.js';
import { isInStoryboard } from '../domain/storyboard.js';
import { findThumbnail, type Thumbnail } from '../domain/thumbnail.js';
import { failureReason, whyNoImages } from '../domain/video.js';
import type { BringImage } from './bring-image.js';
import { problem } from './problem.js';
import type { Asked } from './request.js';

/** A storyboard that a link leads to. */
export interface LinkedStoryboard extends OpenedLink {
  token: string;
  name: StoryboardName;
  scope: LinkScope;
}

/** What links lead to. */
export interface LinkRooms {
  openLink: OpenLink;
  bringImage: BringImage;
  showStoryboard: (linked: LinkedStoryboard, request: Asked, log: Log) => Promise<HttpResponseInit>;
  showPage: (opened: OpenedLink & { token: string }, request: Asked, log: Log) => Promise<HttpResponseInit>;
  clock: () => Date;
}

/** Every refusal is the same answer, byte for byte: nobody learns which guess was nearer. */
const refusal = (): HttpResponseInit => problem('link-not-found');

/** `GET /api/Links/{token}/{name}`, for whoever has the link. */
export function makeFollowLinkHandler(rooms: LinkRooms) {
  return async (request: Asked, log: Log): Promise<HttpResponseInit> => {
    const { token = '', name = '' } = request.params;
    const opened = await rooms.openLink(token, name);
    if ('refused' in opened) return refuse(opened, log);
    const answered = await answerTo(rooms, { ...opened, token }, request, log);
    if (answered === undefined) return refuse({ refused: 'wrong-name', link: opened.link }, log);
    const { videoId, purpose, keyId } = opened.link;
    log('link-followed', { videoId, purpose, key: keyId, what: opened.linked.what, status: answered.status ?? 200 });
    return answered;
  };
}

function refuse({ refused, link }: RefusedLink, log: Log): HttpResponseInit {
  log('link-refused', { reason: refused, videoId: link?.videoId, purpose: link?.purpose, key: link?.keyId });
  return refusal();
}

/** Undefined when the link does not open what the name means, or no such image is there. */
async function answerTo(
  { bringImage, showStoryboard, showPage, clock }: LinkRooms,
  opened: OpenedLink & { token: string },
  request: Asked,
  log: Log,
): Promise<HttpResponseInit | undefined> {
  const { video, linked, link } = opened;
  const manifests = video.manifests.map(({ manifest }) => manifest);
  const bring = (image: Thumbnail) => bringImage({ video, image, life: { notAfter: link.expires } }, request);
  switch (linked.what) {
    case 'image': {
      const image = imageOf(manifests, linked);
      return image && bring(image);
    }
    case 'poster': {
      const { height, atMs } = linked.scope;
      const now = clock();
      const image = standingImage(manifests, { height, atMs }) ?? whyNoImages(video, now);
      return typeof image === 'string' ? problem(image, { detail: failureReason(video, now) }) : bring(image);
    }
    case 'storyboard':
      return showStoryboard({ ...opened, ...linked }, request, log);
    case 'page':
      return showPage(opened, request, log);
  }
}

/** The image of this very name, extension and all; under a storyboard one of its series. */
function imageOf(manifests: readonly Manifest[], { thumbnailId, name, within }: Linked & { what: 'image' }) {
  const image = findThumbnail(manifests, thumbnailId);
  if (image === undefined || imageNameOf(image) !== name) return undefined;
  return within === undefined || isInStoryboard(manifests, within, image) ? image : undefined;
}
