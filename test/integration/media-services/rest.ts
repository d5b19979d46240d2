import { encoderDefaults } from '../../../local/media-services/settings.js';

export type Json = Record<string, unknown>;

const { subscriptionId, resourceGroup, accountName } = encoderDefaults;

/** The account's path, as the REST API spells it. */
export const accountPath = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Media/mediaServices/${accountName}`;

/** Asks for a token, as Ravnur's samples do. */
export const authenticate = (url: string, apiKey: string) =>
  fetch(`${url}/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ subscriptionId, apiKey }),
  });

/** One request by hand, for what the SDK would not send or not show. */
export const makeCall =
  (url: string, token: string) =>
  async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}${accountPath}${path}?api-version=2022-07-01`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const answer = await response.text();
    return { status: response.status, body: (answer ? JSON.parse(answer) : {}) as Json };
  };
