import { createHmac, timingSafeEqual } from 'node:crypto';
import { epochOf, fromLinkText, toLinkText, type Link, type LinkPurpose, type LinkRefusal } from '../../domain/link.js';
import { signingWindow } from '../../domain/signing-window.js';
import type { Video } from '../../domain/video.js';

export interface PermalinkSettings {
  /** What the URLs begin with, without a slash at its end. */
  publicUrl: string;
  /** The first signs, all are believed; at least one. */
  keys: readonly { id: string; secret: string }[];
  /** How long a link works at least. */
  days: number;
}

const DAY_MS = 24 * 60 * 60_000;
/** A text of a video id of 512 characters of three bytes each, its other fields, a point, and 32 bytes. */
const TOKEN = /^([\w-]{1,2600})\.([\w-]{43})$/;

/** Permalinks into one video that are made now. */
export interface VideoPermalinks {
  /** Changes whenever any link would: by key, by address, by day, and when the video is deleted. */
  tag: string;
  expires: Date;
  /** Signs one link; what it gives makes the URLs of the names under it, and signs nothing more. */
  linkTo: (purpose: LinkPurpose, scope?: string) => (name: string) => string;
}

export type Permalinks = ReturnType<typeof createPermalinks>;

/**
 * Makes permalinks, and verifies them. A token is `<base64url of the text>.<base64url of its HMAC-SHA-256>`. Nothing of it is
 * stored, and every instance verifies it without a read.
 */
export function createPermalinks({ publicUrl, keys, days }: PermalinkSettings) {
  const [signing] = keys;
  if (signing === undefined) throw new Error('links need a key');
  // The key signs this text, so the tag changes with the secret and does not reveal it.
  const keyTag = macOf(signing.secret, 'stillframe-link-key-tag').toString('base64url').slice(0, 16);
  const policy = { windowMs: DAY_MS, minimumLifeMs: days * DAY_MS, maximumLifeMs: days * DAY_MS, epochMinutes: 0 };

  return {
    /** The same for a whole day, and on every instance. */
    forVideo(video: Pick<Video, 'id' | 'deletedAt'>, now: Date): VideoPermalinks {
      const { expires } = signingWindow(now, `links of ${video.id}`, policy);
      const epochMs = epochOf(video);
      return {
        tag: [publicUrl, signing.id, keyTag, expires.toISOString(), epochMs].join('\n'),
        expires,
        linkTo: (purpose, scope = '') => {
          const text = toLinkText({ keyId: signing.id, purpose, expires, epochMs, videoId: video.id, scope });
          const token = `${Buffer.from(text).toString('base64url')}.${macOf(signing.secret, text).toString('base64url')}`;
          return (name) => `${publicUrl}/api/Links/${token}/${encodeURIComponent(name)}`;
        },
      };
    },

    /** What a token says, if its signature is valid and it has not expired; else why it is rejected. */
    verify(token: string, now: Date): Link | LinkRefusal {
      const parts = TOKEN.exec(token);
      const [signed, mac] = [fromBase64url(parts?.[1]), fromBase64url(parts?.[2])];
      if (signed === undefined || mac === undefined) return 'malformed';
      // Compare with every key, in constant time: the duration reveals neither which key is close nor how close.
      const equal = keys.filter(({ secret }) => timingSafeEqual(macOf(secret, signed), mac)).map(({ id }) => id);
      if (equal.length === 0) return 'invalid-signature';
      const link = fromLinkText(signed.toString('utf8'));
      if (link === undefined || !equal.includes(link.keyId)) return 'invalid-signature';
      return link.expires.getTime() > now.getTime() ? link : 'expired';
    },
  };
}

function macOf(secret: string, text: string | Buffer): Buffer {
  return createHmac('sha256', secret).update(text).digest();
}

/** The bytes of a text in its one spelling: decoders let others pass, so that one link would have many. */
function fromBase64url(text: string | undefined): Buffer | undefined {
  const bytes = Buffer.from(text ?? '', 'base64url');
  return text !== undefined && bytes.toString('base64url') === text ? bytes : undefined;
}
