import type { IncomingMessage, ServerResponse } from 'node:http';
import type { InvokeFunction } from '../invoke-function.js';
import type { Access, Credential } from '../keys/access.js';
import { fromRpcHttp } from './from-rpc-http.js';
import type { HttpFunction } from './http-routes.js';
import { readDeclaredBody } from './read-body.js';
import type { RequestTarget } from './request-target.js';
import type { RouteValues } from './route-matcher.js';
import { sendAnswer, sendText } from './send-answer.js';
import { toRpcHttp } from './to-rpc-http.js';

/** A request with the function that its route belongs to. */
export interface FunctionRequest {
  request: IncomingMessage;
  target: RequestTarget;
  host: string;
  credential: Credential;
  httpFunction: HttpFunction;
  params: RouteValues;
}

/** Checks the key, runs the function and sends its response. A failure is a 500 with an empty body. */
export async function answerFunction(
  { request, target, host, credential, httpFunction, params }: FunctionRequest,
  response: ServerResponse,
  { access, invoke, bodyLimitBytes }: { access: Access; invoke: InvokeFunction; bodyLimitBytes: number },
): Promise<void> {
  if (!access.isOpen(httpFunction.authLevel, credential, httpFunction.name)) {
    sendText(response, { status: 401 });
    return;
  }
  if (httpFunction.disabled && !access.isAdmin(credential)) {
    sendText(response, { status: 404 });
    return;
  }
  const body = await readDeclaredBody(request, bodyLimitBytes);
  const { method = 'GET', rawHeaders, headers } = request;
  const result = await invoke(httpFunction, {
    input: { http: toRpcHttp({ method, host, target, rawHeaders, params, body }) },
    trace: { parent: single(headers['traceparent']), state: single(headers['tracestate']) },
    reason: 'This function was programmatically called via the host APIs.',
    ...(body && { transfer: [body.buffer] }),
  });
  if (result.succeeded) sendAnswer(response, fromRpcHttp(result.returned));
  else sendText(response, { status: 500 });
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(',') : header;
}
