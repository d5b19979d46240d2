import {
  createHttpHeaders,
  createPipelineRequest,
  RestError,
  type PipelinePolicy,
  type SendRequest,
} from '@azure/core-rest-pipeline';
import * as z from 'zod';
import type { Clock } from '../../application/ports.js';
import { forSeveral } from '../../invocation.js';

/** The bearer token that a look-alike lends for an API key, and when it runs out. */
interface Token {
  text: string;
  expiresAt: number;
}

/** `endpoint` without a slash at its end; plain HTTP is used where it says so. */
export interface ApiKeyAccess {
  endpoint: string;
  subscriptionId: string;
  apiKey: string;
  clock: Clock;
}

/** A token is renewed this long before it runs out, so that none does on its way. */
const RENEW_EARLY_MS = 2 * 60_000;
/** Where a token does not tell its end. */
const UNKNOWN_LIFE_MS = 5 * 60_000;

/**
 * Signs requests with a token got for an API key: `POST {endpoint}/auth/token {subscriptionId, apiKey}` answers the raw
 * JWT, whose own `exp` says when to renew it. Ravnur Media Services works so, and the local encoder does as it does.
 * The SDK's own policy for tokens refuses plain HTTP; this one leaves that to the settings, which allow it on loopback.
 */
export function apiKeyAuthPolicy({ endpoint, subscriptionId, apiKey, clock }: ApiKeyAccess): PipelinePolicy {
  const allowInsecureConnection = endpoint.startsWith('http:');
  let current: Promise<Token> | undefined;
  return {
    name: 'apiKeyAuthPolicy',
    async sendRequest(request, next) {
      request.headers.set('Authorization', `Bearer ${(await tokenFrom(next)).text}`);
      request.allowInsecureConnection = allowInsecureConnection;
      return next(request);
    },
  };

  /** Asks for one where there is none that lasts: the first of all who wait, and once. */
  async function tokenFrom(next: SendRequest): Promise<Token> {
    const awaited = current;
    const token = await awaited?.catch(() => undefined);
    if (token !== undefined && token.expiresAt - RENEW_EARLY_MS >= clock().getTime()) return token;
    if (current === undefined || current === awaited) current = forSeveral(() => fetchToken(next));
    return current;
  }

  async function fetchToken(next: SendRequest): Promise<Token> {
    const request = createPipelineRequest({
      url: `${endpoint}/auth/token`,
      method: 'POST',
      body: JSON.stringify({ subscriptionId, apiKey }),
      headers: createHttpHeaders({ 'Content-Type': 'application/json' }),
      allowInsecureConnection,
    });
    const response = await next(request);
    const text = (response.bodyAsText ?? '').trim().replace(/^"|"$/g, '');
    if (response.status !== 200 || text === '') {
      const code = 'TokenRefused';
      throw new RestError('no token for the API key', { statusCode: response.status, code, response });
    }
    return { text, expiresAt: expiryOf(text, clock().getTime()) };
  }
}

const claims = z.object({ exp: z.number() });

function expiryOf(jwt: string, now: number): number {
  try {
    const payload = Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8');
    return claims.parse(JSON.parse(payload)).exp * 1000;
  } catch {
    return now + UNKNOWN_LIFE_MS;
  }
}
