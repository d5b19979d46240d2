import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HostFunction } from '../function-index.js';
import type { HostLog } from '../host-log.js';
import type { InvokeFunction } from '../invoke-function.js';
import type { Access } from '../keys/access.js';
import { answerBuiltIn } from '../webhooks/answer-built-in.js';
import { answerFunction } from './answer-function.js';
import { refuseForeign } from './foreign-requests.js';
import { sendHomePage } from './home-page.js';
import type { HttpRoutes } from './http-routes.js';
import { BodyTooLargeError } from './read-body.js';
import { parseRequestTarget } from './request-target.js';
import { sendText } from './send-answer.js';

/** The state that requests need; replaced as a whole when a worker has started. */
export interface HostState {
  routes: HttpRoutes;
  functions: readonly HostFunction[];
  access: Access;
  invoke: InvokeFunction;
  bodyLimitBytes: number;
  hasHomePage: boolean;
}

/** Where the host listens: the name that it was given, and name and port once they are known. */
export interface OwnAddress {
  name: string;
  authority: () => string;
}

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Routes each request to its function or webhook; `state` is undefined until the host is ready. */
export function createRequestHandler(
  state: () => HostState | undefined,
  own: OwnAddress,
  log: HostLog,
): RequestHandler {
  return async (request, response) => {
    try {
      await answer(request, response, state(), own);
    } catch (error) {
      if (response.destroyed) return; // The client has disconnected.
      if (error instanceof BodyTooLargeError) {
        sendText(response, { status: 413, headers: { connection: 'close' } });
        return;
      }
      log.error(`${request.method ?? ''} ${pathOnly(request.url)} failed in the host`, error as Error);
      sendText(response, { status: 500 });
    }
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  state: HostState | undefined,
  own: OwnAddress,
): Promise<void> {
  if (!state) {
    sendText(response, { status: 503, text: 'Function host is not running.' });
    return;
  }
  const target = parseRequestTarget(request.url ?? '');
  const host = request.headers.host ?? own.authority();
  if (!target || !/^[\w.:[\]-]+$/.test(host)) {
    sendText(response, { status: 400 });
    return;
  }
  const { segments, query } = target;
  const method = request.method ?? 'GET';
  const credential = { header: request.headers['x-functions-key'], query };
  const isBuiltIn = ['admin', 'runtime'].includes(segments[0]?.toLowerCase() ?? '');
  const refusal = refuseForeign(request, { ownName: own.name, isBuiltIn });
  if (refusal !== undefined) {
    sendText(response, refusal);
    return;
  }
  if (isBuiltIn) {
    sendText(response, await answerBuiltIn(request, target, credential, state));
    return;
  }
  const found = state.routes.find(method, segments);
  if (found) {
    await answerFunction({ request, target, host, credential, ...found }, response, state);
  } else if (segments.length === 0) {
    if (state.hasHomePage) sendHomePage(response, query);
    else sendText(response, { status: 204 });
  } else {
    sendText(response, { status: 404 });
  }
}

/** Removes the query from logs, since it may contain keys and signatures. */
function pathOnly(url: string | undefined): string {
  return (url ?? '').replace(/\?.*/s, '');
}
