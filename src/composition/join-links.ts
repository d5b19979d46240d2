import type { LRUCache } from 'lru-cache';
import { makeBlobImageReader } from '../adapters/blob/blob-image-reader.js';
import type { FindVideo } from '../application/reading/find-video.js';
import { makeGetLinks } from '../application/get-links.js';
import { makeOpenLink, type OpenLink } from '../application/open-link.js';
import type { SigningPorts } from '../application/sign-video.js';
import type { Config } from '../config.js';
import type { Answer } from '../http/answer.js';
import { makeBringByProxy, makeBringByRedirect, type BringImage } from '../http/bring-image.js';
import { makeShowLinkedSheet } from '../http/contact-sheet/show-linked-sheet.js';
import { makeFollowLinkHandler } from '../http/follow-link.js';
import { makeGetLinksHandler } from '../http/get-links.js';
import { makeShowLinkedStoryboard } from '../http/storyboard/show-linked.js';
import { imageOrigins, type HasAddress } from './join-contact-sheet.js';
import type { Plumbing } from './plumbing.js';

/** How this app hands images over, by the settings. */
export function joinBringImage(
  { imageDelivery }: Pick<Config, 'imageDelivery'>,
  { accounts }: Pick<Plumbing, 'accounts'>,
  signing: SigningPorts,
): BringImage {
  return imageDelivery === 'proxy'
    ? makeBringByProxy(makeBlobImageReader(accounts), signing)
    : makeBringByRedirect(signing);
}

/** The rooms that make links and follow them. */
export function joinLinks(
  settings: Pick<Config, 'publicUrl' | 'imageDelivery'>,
  findVideo: FindVideo,
  signing: SigningPorts,
  bringImage: BringImage,
  bodies: LRUCache<string, string>,
  accounts: readonly HasAddress[],
): Record<'getLinks' | 'followLink', Answer> {
  const { publicUrl = '', imageDelivery } = settings;
  const { clock, links } = signing;
  // Where there are no links, none is ours.
  const noLink: OpenLink = () => Promise.resolve({ refused: 'not-ours' });
  const openLink = links === undefined ? noLink : makeOpenLink({ links, findVideo, clock });
  // Who cannot reach storage is not helped by a signed URL.
  const defaultUrls = imageDelivery === 'proxy' ? 'permalink' : 'sas';
  const showStoryboard = makeShowLinkedStoryboard({ ports: signing, bodies, publicUrl, defaultUrls });
  const sheets = { ports: signing, imageOrigins: imageOrigins(settings, accounts), publicUrl, delivery: imageDelivery };
  const showPage = makeShowLinkedSheet(sheets);
  return {
    getLinks: makeGetLinksHandler(makeGetLinks({ findVideo, ...signing })),
    followLink: makeFollowLinkHandler({ openLink, bringImage, showStoryboard, showPage, clock }),
  };
}
