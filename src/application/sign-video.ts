import { signingWindow, type SigningPolicy, type UrlLife } from '../domain/signing-window.js';
import type { Thumbnail } from '../domain/thumbnail.js';
import type { Video } from '../domain/video.js';
import type { Clock, UrlSigner } from './ports.js';

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
}

/** Fetches no more than the keys of the accounts in which the video's images lie; signs nothing yet. */
export async function signVideo(
  { signer, clock, policy }: SigningPorts,
  video: Video,
  asked: UrlLife = {},
): Promise<VideoSigner> {
  const revisions = revisionsOf(video);
  const window = signingWindow(clock(), `${video.id}\n${revisions}`, policy, asked);
  const accounts = [...new Set(video.manifests.map(({ manifest }) => manifest.place.account))].sort();
  const signers = new Map(
    await Promise.all(accounts.map(async (account) => [account, await signer.forWindow(account, window)] as const)),
  );
  const keys = [...signers.values()].map(({ keyTag }) => keyTag).join('\n');
  return {
    tag: [video.id, revisions, window.start.toISOString(), window.expires.toISOString(), keys].join('\n'),
    expires: window.expires,
    sign: (thumbnail) => {
      const url = signers.get(thumbnail.place.account)?.sign(thumbnail);
      if (url === undefined) throw new Error('a thumbnail of another video cannot be signed');
      return { ...thumbnail, url };
    },
  };
}

/** Changes with what the video's manifests show, and never with a row that is written again for another reason. */
export function revisionsOf({ manifests }: Video): string {
  return manifests
    .map(({ revision }) => revision)
    .sort()
    .join('\n');
}
