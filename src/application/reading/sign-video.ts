import { signingWindow, type SigningPolicy, type UrlLife } from '../../domain/signing-window.js';
import { imageNameOf, type Thumbnail } from '../../domain/thumbnail.js';
import type { Video } from '../../domain/video.js';
import { Failure } from '../failure.js';
import type { Permalinks } from '../links/ports.js';
import type { Clock } from '../clock.js';
import type { UrlSigner } from './ports.js';

/** A thumbnail with the URL that fetches it now. */
export interface SignedThumbnail extends Thumbnail {
  url: string;
}

/** What signs one video's images at this moment. */
export interface VideoSigner {
  /** Changes whenever any URL would: by manifest, by window or by key. */
  tag: string;
  /** When the URLs stop working. */
  expires: Date;
  sign: (thumbnail: Thumbnail) => SignedThumbnail;
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
 * Fetches no more than the keys of the accounts in which the video's images lie, and nothing for permalinks; signs nothing
 * yet. Throws `links-off` where there are no permalinks.
 */
export async function signVideo(ports: SigningPorts, video: Video, urlQuery: UrlQuery = {}): Promise<VideoSigner> {
  if (urlQuery.urls === 'permalink') return linkVideo(requirePermalinks(ports), video, ports.clock());
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
    sign: (thumbnail) => {
      const url = signers.get(thumbnail.location.account)?.sign(thumbnail);
      if (url === undefined) throw new Error('a thumbnail of another video cannot be signed');
      return { ...thumbnail, url };
    },
  };
}

/** Links to single images: each opens that image and nothing else. */
function linkVideo(links: Permalinks, video: Video, now: Date): VideoSigner {
  const { tag, expires, linkTo } = links.forVideo(video, now);
  return {
    tag: ['permalink', video.id, revisionsOf(video), tag].join('\n'),
    expires,
    sign: (thumbnail) => ({ ...thumbnail, url: linkTo('image', thumbnail.id)(imageNameOf(thumbnail)) }),
  };
}

/** Throws `links-off` where there are none. */
export function requirePermalinks({ links }: Pick<SigningPorts, 'links'>): Permalinks {
  if (links !== undefined) return links;
  throw new Failure('links-off', 'there are no permalinks here: LINK_KEYS, or PUBLIC_URL, is not set');
}

/** Changes with what the video's manifests show, and never with a row that is written again for another reason. */
export function revisionsOf({ manifests }: Video): string {
  return manifests
    .map(({ revision }) => revision)
    .sort()
    .join('\n');
}
