import express, { type Express, type RequestHandler, type Router } from 'express';
import { z } from 'zod';
import type { Account } from '../account.js';
import { ArmError, armErrorHandler, notFound, noSuchResource } from './arm-error.js';
import type { Tokens } from './token.js';

/** Presets have a few kilobytes. */
const maxBodySize = '1mb';

const isSame = (a: string | string[] | undefined, b: string) =>
  typeof a === 'string' && a.toLowerCase() === b.toLowerCase();

/** Protects against DNS rebinding: a page whose name resolves to 127.0.0.1 still sends that name as Host. */
const localHostsOnly: RequestHandler = (request, _response, next) => {
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(request.headers.host ?? '')) {
    throw new ArmError(403, 'Forbidden', 'The local encoder answers requests to 127.0.0.1 and localhost only.');
  }
  next();
};

const tokenBody = z.object({ subscriptionId: z.string(), apiKey: z.string() });

/** `POST /auth/token`, as in Ravnur Media Services: the response body is the JWT. */
const issueToken =
  (tokens: Tokens): RequestHandler =>
  (request, response) => {
    const body = tokenBody.safeParse(request.body);
    const token = body.success ? tokens.issue(body.data.subscriptionId, body.data.apiKey) : undefined;
    if (token === undefined) throw new ArmError(401, 'Unauthorized', 'The subscriptionId or the apiKey is not right.');
    response.type('text/plain').set('Cache-Control', 'no-store').send(token);
  };

const authenticated =
  (tokens: Tokens): RequestHandler =>
  (request, response, next) => {
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined || !tokens.isValid(token)) {
      response.set('WWW-Authenticate', 'Bearer');
      throw new ArmError(401, 'InvalidAuthenticationToken', 'The bearer token is missing, invalid or expired.');
    }
    next();
  };

const rightAccount =
  (account: Account): RequestHandler =>
  (request, _response, next) => {
    const { s, g, a } = request.params;
    if (!isSame(s, account.subscriptionId)) throw notFound('subscription', String(s));
    if (!isSame(g, account.resourceGroup)) throw notFound('resource group', String(g));
    if (!isSame(a, account.accountName)) throw notFound('Media Services account', String(a));
    const version = request.query['api-version'];
    if (typeof version !== 'string' || !/^\d{4}-\d\d-\d\d(-preview)?$/.test(version)) {
      throw new ArmError(
        400,
        'MissingApiVersionParameter',
        'The api-version query parameter (?api-version=) is required.',
      );
    }
    next();
  };

/** The HTTP application: tokens, then ARM's checks in ARM's order, then the resources. */
export function armApp(
  account: Account,
  tokens: Tokens,
  resources: readonly Router[],
  log: (line: string) => void,
): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(localHostsOnly, express.json({ limit: maxBodySize }));
  app.post('/auth/token', issueToken(tokens));
  app.use(authenticated(tokens));
  app.use(
    '/subscriptions/:s/resourceGroups/:g/providers/Microsoft.Media/mediaServices/:a',
    rightAccount(account),
    ...resources,
  );
  app.use(noSuchResource);
  app.use(armErrorHandler(log));
  return app;
}
