import {
  createHttpHeaders,
  createPipelineRequest,
  RestError,
  type PipelinePolicy,
  type PipelineResponse,
  type SendRequest,
} from '@azure/core-rest-pipeline';
import * as z from 'zod';
import type { Clock } from '../../application/clock.js';
import { detachFromDeadline } from '../../telemetry/invocation.js';

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
/** For a token that does not say when it ends. */
const UNKNOWN_LIFE_MS = 5 * 60_000;

/**
 * Signs requests with a token got for an API key: `POST {endpoint}/auth/token {subscriptionId, apiKey}` answers the raw
 * JWT, whose own `exp` says when to renew it. Ravnur Media Services works so, and the local encoder does as it does.
 * The SDK's own policy for tokens refuses plain HTTP, and after a 401 asks anew only where the answer has a challenge; this
 * one leaves the first to the settings, which allow it on loopback, and takes any 401 for a token that was revoked.
 */
export function apiKeyAuthPolicy({ endpoint, subscriptionId, apiKey, clock }: ApiKeyAccess): PipelinePolicy {
  const allowInsecureConnection = endpoint.startsWith('http:');
  let kept: Token | undefined;
  let exchange: Promise<Token> | undefined;
  return {
    name: 'apiKeyAuthPolicy',
    async sendRequest(request, next) {
      const old = kept !== undefined && kept.expiresAt - RENEW_EARLY_MS >= clock().getTime() ? kept : undefined;
      const token = old ?? (await newToken(next));
      const response = await send(token);
      if (response.status !== 401) return response;
      // It was revoked, unless another request has found that already, and has a new one.
      if (kept === token) kept = undefined;
      return old === undefined ? response : send(kept ?? (await newToken(next)));

      function send({ text }: Token): Promise<PipelineResponse> {
        request.headers.set('Authorization', `Bearer ${text}`);
        request.allowInsecureConnection = allowInsecureConnection;
        return next(request);
      }
    },
  };

  /** Asks for one: the first of all who wait, and once. */
  function newToken(next: SendRequest): Promise<Token> {
    exchange ??= detachFromDeadline(() => fetchToken(next))
      .then((token) => (kept = token))
      .finally(() => (exchange = undefined));
    return exchange;
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

const digits = z.string().regex(/^\d+$/).transform(Number);
const claims = z.object({ exp: z.number().or(digits) });

function expiryOf(jwt: string, now: number): number {
  try {
    const payload = Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8');
    return claims.parse(JSON.parse(payload)).exp * 1000;
  } catch {
    return now + UNKNOWN_LIFE_MS;
  }
}
