import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** Issues bearer tokens of the REST API for an API key, as Ravnur Media Services does, and checks them. */
export interface Tokens {
  /** A JWT that is valid for an hour, or undefined when the key or the subscription is wrong. */
  issue(subscriptionId: string, apiKey: string): string | undefined;
  isValid(token: string): boolean;
}

/** Similar to Ravnur's tokens. */
const lifetimeSeconds = 3_600;

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const digest = (text: string) => createHash('sha256').update(text).digest();
/** Compares digests, which have equal lengths, in constant time. */
const isSame = (a: string, b: string) => timingSafeEqual(digest(a), digest(b));

const claims = z.object({ exp: z.number() });

/** The signing secret exists only in memory: tokens are valid only in the process that issued them. */
export function createTokens(account: { subscriptionId: string; apiKey: string }, now: () => Date): Tokens {
  const secret = randomBytes(32);
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest('base64url');
  const nowSeconds = () => Math.floor(now().getTime() / 1_000);

  return {
    issue(subscriptionId, apiKey) {
      const isKnown = isSame(apiKey, account.apiKey);
      if (!isKnown || subscriptionId.toLowerCase() !== account.subscriptionId.toLowerCase()) return undefined;
      const iat = nowSeconds();
      const payload = {
        iss: 'stillframe-local-encoder',
        sub: account.subscriptionId,
        iat,
        nbf: iat,
        exp: iat + lifetimeSeconds,
      };
      const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(payload)}`;
      return `${body}.${sign(body)}`;
    },
    isValid(token) {
      const [header = '', payload = '', signature = ''] = token.split('.');
      if (!isSame(signature, sign(`${header}.${payload}`))) return false;
      const parsed = claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
      return parsed.success && parsed.data.exp > nowSeconds();
    },
  };
}
