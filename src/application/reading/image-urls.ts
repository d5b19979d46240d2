import { PAGE_NAME, toScopeText, type Link } from '../../domain/link.js';
import { signingWindow, type SigningPolicy, type UrlLife } from '../../domain/signing-window.js';
import type { StoryboardQuery } from '../../domain/storyboard.js';
import { imageNameOf, type Thumbnail } from '../../domain/thumbnail.js';
import type { Video } from '../../domain/video.js';
import type { Clock } from '../clock.js';
import { Failure } from '../failure.js';
import type { Permalinks, VideoPermalinks } from '../links/permalinks.js';
import type { UrlSigner } from './ports.js';

/** What makes the URLs of a video's images at this moment, and what they depend on. */
export interface ImageUrls {
  /** Changes whenever any URL would: by manifest, by window or by key. */
  tag: string;
  /** When the URLs stop working. */
  expires: Date;
  urlOf: (image: Thumbnail) => string;
}

export interface SigningPorts {
  signer: UrlSigner;
  clock: Clock;
  policy: SigningPolicy;
  /** Absent where permalinks are disabled: a request for them fails with `links-off`. */
  links?: Permalinks;
}

/** Which URLs are wanted: those that storage takes (`sas`), or our own that lead to them for weeks. */
export interface UrlQuery extends UrlLife {
  urls?: 'sas' | 'permalink';
}

/**
 * URLs of single images. Fetches only the keys of the accounts with the video's images, and nothing for permalinks, of which
 * each opens its image alone; `urlOf` signs. Throws `links-off`.
 */
export async function imageUrls(ports: SigningPorts, video: Video, urlQuery: UrlQuery = {}): Promise<ImageUrls> {
  if (urlQuery.urls === 'permalink') {
    return permalinkUrls(ports, video, (links) => (image) => links.linkTo('image', image.id)(imageNameOf(image)));
  }
  const { signer, clock, policy } = ports;
  const revisions = revisionsOf(video);
  const window = signingWindow(clock(), `${video.id}\n${revisions}`, policy, urlQuery);
  const accounts = [...new Set(video.manifests.map(({ manifest }) => manifest.location.account))].sort();
  const signers = new Map(
    await Promise.all(accounts.map(async (account) => [account, await signer.forWindow(account, window)] as const)),
  );
  const keys = [...signers.values()].map(({ keyTag }) => keyTag).join('\n');
  return {
    tag: [video.id, revisions, window.start.toISOString(), window.expires.toISOString(), keys].join('\n'),
    expires: window.expires,
    urlOf: (image) => {
      const url = signers.get(image.location.account)?.sign(image);
      if (url === undefined) throw new Error('a thumbnail of another video cannot be signed');
      return url;
    },
  };
}

/** URLs in a storyboard: each signed on its own, or one permalink to the storyboard with the images as names under it. */
export async function storyboardUrls(
  ports: SigningPorts,
  video: Video,
  query: StoryboardQuery,
  urlQuery: UrlQuery,
): Promise<ImageUrls> {
  if (urlQuery.urls !== 'permalink') return imageUrls(ports, video, urlQuery);
  return permalinkUrls(ports, video, ({ linkTo }) => {
    const toUrl = linkTo('storyboard', toScopeText(query));
    return (image) => toUrl(imageNameOf(image));
  });
}

function permalinkUrls(
  ports: SigningPorts,
  video: Video,
  urlsWith: (links: VideoPermalinks) => ImageUrls['urlOf'],
): ImageUrls {
  const links = requirePermalinks(ports).forVideo(video, ports.clock());
  const tag = ['permalink', video.id, revisionsOf(video), links.tag].join('\n');
  return { tag, expires: links.expires, urlOf: urlsWith(links) };
}

/** A permalink that was opened; `base` is it without a name. */
interface OpenedPermalink {
  link: Link;
  base: string;
}

/**
 * The URLs of what a permalink leads to: none of them outlives it. They are signed ones, which expire soon; those of the same
 * permalink, whole; or names beside the file.
 */
export async function linkedImageUrls(
  ports: SigningPorts,
  video: Video,
  { link: { expires }, base }: OpenedPermalink,
  urls: 'sas' | 'permalink' | 'relative',
): Promise<ImageUrls> {
  if (urls === 'sas') return imageUrls(ports, video, { notAfter: expires });
  const before = urls === 'permalink' ? base : '';
  const tag = [urls, base, revisionsOf(video)].join('\n');
  return { tag, expires, urlOf: (image) => before + imageNameOf(image) };
}

/** Whether browsers fetch images from storage, or from this app, since they cannot reach storage. */
export type Delivery = 'redirect' | 'proxy';

/** The URLs of a contact sheet. */
export interface SheetUrls {
  /** Those that the page shows images by. */
  shown: ImageUrls;
  /** Those that a person copies, where they are other ones: permalinks live longer. */
  copied?: ImageUrls;
  /** A permalink to the sheet itself, for others. */
  page?: string;
  /** A permalink to the storyboard as WebVTT, of use where there is one. */
  track?: string;
}

/** The URLs of a contact sheet for a caller with a key. */
export async function sheetUrls(ports: SigningPorts, video: Video, delivery: Delivery): Promise<SheetUrls> {
  const { links, clock } = ports;
  if (links === undefined) return { shown: await imageUrls(ports, video) };
  const copied = await imageUrls(ports, video, { urls: 'permalink' });
  const shown = delivery === 'proxy' ? copied : await imageUrls(ports, video);
  const { linkTo } = links.forVideo(video, clock());
  const track = linkTo('storyboard', toScopeText({}))('Thumbnails.vtt');
  return { shown, copied, page: linkTo('page')(PAGE_NAME), track };
}

/** The same under a permalink: what is copied is under that permalink, and nothing lives longer than it. */
export async function linkedSheetUrls(
  ports: SigningPorts,
  video: Video,
  permalink: OpenedPermalink,
  delivery: Delivery,
): Promise<SheetUrls> {
  const copied = await linkedImageUrls(ports, video, permalink, 'permalink');
  const shown = delivery === 'proxy' ? copied : await linkedImageUrls(ports, video, permalink, 'sas');
  return { shown, copied, page: permalink.base + PAGE_NAME };
}

/** Throws `links-off` where there are none. */
export function requirePermalinks({ links }: Pick<SigningPorts, 'links'>): Permalinks {
  if (links !== undefined) return links;
  throw new Failure('links-off', 'there are no permalinks here: LINK_KEYS, or PUBLIC_URL, is not set');
}

/** Changes with what the video's manifests show, and never with a row that is written again for another reason. */
export function revisionsOf({ manifests }: Video): string {
  const revisions = manifests.map(({ revision }) => revision);
  return revisions.sort().join('\n');
}
