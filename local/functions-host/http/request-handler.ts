import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HostFunction } from '../function-index.js';
import type { HostLog } from '../host-log.js';
import type { InvokeFunction } from '../invoke-function.js';
import type { Access } from '../keys/access.js';
import { answerBuiltIn } from '../webhooks/answer-built-in.js';
import { answerFunction } from './answer-function.js';
import { homePage } from './home-page.js';
import type { HttpRoutes } from './http-routes.js';
import { BodyTooLargeError } from './read-body.js';
import { parseRequestTarget } from './request-target.js';
import { sendText } from './send-answer.js';

/** What requests are answered with; replaced as a whole when a worker has (re)started. */
export interface HostState {
  routes: HttpRoutes;
  functions: readonly HostFunction[];
  access: Access;
  invoke: InvokeFunction;
  bodyLimitBytes: number;
  hasHomePage: boolean;
}

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Sends each request to the function, webhook or page it is for; `state` is undefined until the host is up. */
export function makeRequestHandler(
  state: () => HostState | undefined,
  ownAuthority: () => string,
  log: HostLog,
): RequestHandler {
  return async (request, response) => {
    try {
      await answer(request, response, state(), ownAuthority);
    } catch (error) {
      if (response.destroyed) return; // The client went away while it was still sending.
      if (error instanceof BodyTooLargeError) {
        sendText(response, { status: 413, headers: { connection: 'close' } });
        return;
      }
      log.fail(`${request.method ?? ''} ${pathOnly(request.url)} failed in the host`, error as Error);
      sendText(response, { status: 500 });
    }
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  state: HostState | undefined,
  ownAuthority: () => string,
): Promise<void> {
  if (!state) {
    sendText(response, { status: 503, text: 'Function host is not running.' });
    return;
  }
  const target = parseRequestTarget(request.url ?? '');
  const host = request.headers.host ?? ownAuthority();
  if (!target || !/^[\w.:[\]-]+$/.test(host)) {
    sendText(response, { status: 400 });
    return;
  }
  const { segments, query } = target;
  const method = request.method ?? 'GET';
  const credential = { header: request.headers['x-functions-key'], query };
  const builtIn = segments[0]?.toLowerCase();
  if (builtIn === 'admin' || builtIn === 'runtime') {
    sendText(response, await answerBuiltIn(request, target, credential, state));
    return;
  }
  const found = state.routes.find(method, segments);
  if (found) {
    await answerFunction({ request, target, host, credential, ...found }, response, state);
  } else if (segments.length === 0) {
    const page = state.hasHomePage ? { status: 200, text: homePage, headers: html } : { status: 204 };
    sendText(response, page);
  } else {
    sendText(response, { status: 404 });
  }
}

const html = { 'content-type': 'text/html; charset=utf-8' };

/** Queries hold keys and signatures, so the log leaves them out. */
function pathOnly(url: string | undefined): string {
  return (url ?? '').replace(/\?.*/s, '');
}
